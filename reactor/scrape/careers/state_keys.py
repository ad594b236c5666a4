"""The names that sites give a posting's fields in the data of their own scripts.

The names are in lower case, without `_` and `-`. They occur in pages of many makers and languages.
"""

WRAPPERS = ("node", "attributes", "fields", "_source", "job", "posting", "item", "data")
TITLES = (
    *(
        "title",
        "jobtitle",
        "positiontitle",
        "openingtitle",
        "jobopeningname",
        "rolename",
        "jobname",
    ),
    *("positionname", "name", "position", "role", "headline", "heading", "text", "designation"),
    *("titel", "stellentitel", "titre", "intitule", "titulo", "cargo", "vaga", "functietitel"),
)
ADDRESSES = (
    *(
        "url",
        "joburl",
        "absoluteurl",
        "hostedurl",
        "careersurl",
        "publicurl",
        "detailurl",
        "pageurl",
    ),
    *(
        "externalurl",
        "canonicalurl",
        "fullurl",
        "permalink",
        "link",
        "href",
        "uri",
        "path",
        "fullpath",
    ),
    *("externalpath", "detailpath", "joblink", "weburl", "applyurl", "applylink", "applicationurl"),
)
IDENTITIES = (
    *(
        "slug",
        "urlslug",
        "handle",
        "shortcode",
        "jobslug",
        "id",
        "jobid",
        "_id",
        "uid",
        "uuid",
        "reqid",
    ),
    *("requisitionid", "vacancyid", "postingid", "ref", "code", "jobreqid"),
)
SURE_FACTS = frozenset(
    (
        *("department", "departments", "departmentname", "hiringdepartment"),
        *("employmenttype", "jobtype", "contracttype", "commitment", "typeofemployment"),
        *("workplacetype", "worktype", "applyurl", "applylink", "applicationurl", "jobid"),
        *("jobtitle", "reqid", "requisitionid", "vacancyid", "salary", "salaryrange"),
        *("compensation", "closingdate", "dateposted", "experiencelevel", "minexperience"),
        *("seniority", "jobcategory", "jobfamily"),
    )
)
FACTS = SURE_FACTS | frozenset(
    (
        *("team", "teams", "location", "locations", "locationname", "joblocation"),
        *("office", "offices", "city", "country", "remote", "isremote", "remotetype"),
        *("deadline", "experience", "hours", "category", "categories", "function", "level"),
    )
)
PLACES = (
    "location",
    "locationname",
    "joblocation",
    "locations",
    "office",
    "offices",
    "city",
    "ort",
    "place",
)
EMPLOYMENTS = (
    "employmenttype",
    "jobtype",
    "contracttype",
    "commitment",
    "typeofemployment",
    "type",
    "worktype",
)
DESCRIPTIONS = (
    *("description", "jobdescription", "descriptionhtml", "fulldescription", "descriptionbody"),
    *("content", "body", "html", "beschreibung", "stellenbeschreibung", "descripcion"),
)
DATES = ("dateposted", "publisheddate", "postedat", "publishedat", "firstpublished", "posteddate")
NAMES = (
    "rendered",
    "current",
    "name",
    "label",
    "text",
    "title",
    "value",
    "en",
    "city",
    "href",
    "url",
    "slug",
)
CLOSED = frozenset(
    (
        *("closed", "draft", "archived", "unpublished", "filled", "expired", "inactive"),
        *("deleted", "cancelled", "canceled", "withdrawn", "disabled", "offline", "ended"),
        *("on_hold", "onhold", "pending", "rejected", "removed", "completed", "trashed"),
    )
)
HIDDEN = frozenset(("internal", "private", "hidden", "confidential", "unlisted", "internal_only"))
STATES = (
    *("status", "state", "jobstatus", "postingstatus", "publishstatus", "publicationstatus"),
    *("jobstate", "poststatus", "workflowstate", "openingstatus", "requisitionstatus"),
)
VISIBILITIES = ("visibility", "access", "audience", "postingtype", "jobvisibility")
MUST_HOLD = (
    *("islisted", "listed", "published", "ispublished", "isopen", "open", "active", "isactive"),
    *("visible", "isvisible", "ispublic", "enabled", "isenabled", "canapply", "islive", "live"),
    *("acceptingapplications", "isacceptingapplications", "posted", "online"),
    *("aktiv", "aktive", "actif", "active", "activo", "activa", "attivo", "attiva", "actief"),
    *("ativo", "ativa", "aktywna", "aktywne", "offen", "ouvert", "ouverte", "abierta", "abierto"),
    *("aperta", "aperto", "otwarta", "aberta", "sichtbar", "publie", "publicada", "publicado"),
)
MUST_NOT_HOLD = (
    *("isinternal", "internal", "archived", "isarchived", "closed", "isclosed", "isdraft"),
    *("isconfidential", "draft", "expired", "isexpired", "filled", "isfilled", "isdeleted"),
    *("deleted", "hidden", "ishidden", "isprivate", "disabled", "isdisabled", "internalonly"),
    *("unlisted", "isunlisted", "inactive", "isinactive", "ispaused"),
    *("besetzt", "geschlossen", "archiviert", "pourvu", "pourvue", "ferme", "fermee", "cerrada"),
    *("cerrado", "cubierta", "chiusa", "chiuso", "gesloten", "vervuld", "encerrada", "nieaktualna"),
    *("lukket", "besat", "stangd", "tillsatt", "obsazeno", "obsazena"),
)
ENDS = (
    *("expiresat", "expirydate", "expirationdate", "expiredate", "expires", "expireson", "expiry"),
    *("closingdate", "closedate", "closesat", "closeson", "validthrough", "validuntil", "validto"),
    *("applicationdeadline", "deadline", "applyby", "closedat", "unpublishat", "unpublishedat"),
    *("archivedat", "postingenddate", "deletedat"),
)
