/* sources.h: names of the rules' sources, as they print beside a refusal or a
 * setting. Laws are cited by article; a house regulation by its title; what
 * other registries do, and what is merely our own choice, says so.
 */
#ifndef MUNIMENT_CORE_SOURCES_H
#define MUNIMENT_CORE_SOURCES_H

/* 保守国家秘密法 (2024) and its implementing regulation (2024). */
#define LAW(article)	    "保密法 Art " article
#define REGULATION(article) "保密法实施条例 Art " article
/* 关于国家秘密载体保密管理的规定 (2000). */
#define CARRIER_RULES(article) "国家秘密载体保密管理规定 Art " article
/* 党政机关公文处理工作条例 (2012) and the format standard. */
#define DOCUMENT_RULES		"党政机关公文处理工作条例"
#define FORMAT_STANDARD(clause) "GB/T 9704-2012 §" clause
/* House regulations. */
#define HOUSE_FLOW   "《涉密文件保密管理规定流程》"
#define HOUSE_OFFICE "《保密办工作制度》"
#define HOUSE_CODE   "《保密守则》"
#define HOUSE_FILES  "《文件管理流程制度》"
/* No text binds us: other units' habit, or our own default. */
#define PRACTICE(what) "惯例(practice)：" what
#define OWN_DEFAULT    "本单位默认(proposed)"

#endif
