"""One posting of each board, as its API tells it: the fields that are read, and some others."""

from html import escape
from typing import Any

GREENHOUSE = {
    "id": 17,
    "title": " Welder ",
    "absolute_url": "https://acme.com/jobs?gh_jid=17&gh_src=x",
    "location": {"name": "Remote, US"},
    "content": escape("<h2>You &amp; we</h2><ul><li>weld</li></ul>"),
    "first_published": "2026-05-01T10:00:00-04:00",
    "application_deadline": "2026-07-01",
    "departments": [{"id": 4004, "name": "Ship Yard", "parent_id": 4003}],
    "offices": [{"id": 9, "name": "Boston", "location": "Boston, MA"}],
    "metadata": [
        {"name": "Employment Type", "value": "Full-time"},
        {"name": "Pay range", "value": {"min_value": "50", "max_value": "60", "unit": "usd"}},
        {"name": None, "value": ["x", 1]},
    ],
}
LEVER = {
    "id": "a-1",
    "text": "Welder",
    "hostedUrl": "https://jobs.lever.co/acme/a-1",
    "categories": {
        "allLocations": ["Lyon", "Paris"],
        "location": "Lyon",
        "commitment": "CDI",
        "team": "Customer Success",
        "department": "Sales",
    },
    "description": "<div>Weld.</div>",
    "descriptionPlain": "Weld.",
    "lists": [{"text": "You & we", "content": "<li>weld</li><li>saw</li>"}],
    "additional": "<div>More.</div>",
    "workplaceType": "hybrid",
    "createdAt": 1767596368549,
    "salaryRange": {"min": 20, "max": 30.5, "currency": "EUR", "interval": "per-hour-wage"},
}
ASHBY = {
    "id": "b-1",
    "title": "Welder",
    "jobUrl": "https://jobs.ashbyhq.com/acme/b-1",
    "location": "Toronto",
    "secondaryLocations": [{"location": "Montreal"}, {"location": "Toronto"}],
    "department": "Yard",
    "isRemote": True,
    "workplaceType": "Hybrid",
    "descriptionHtml": "<h2>Duties</h2><p>Weld.</p>",
    "employmentType": "FullTime",
    "publishedAt": "2026-05-01",
    "compensation": {
        "summaryComponents": [
            {"compensationType": "EquityPercentage", "minValue": 1},
            {
                "compensationType": "Salary",
                "interval": "1 YEAR",
                "currencyCode": "CAD",
                "minValue": 100_000,
                "maxValue": None,
            },
        ]
    },
}
WORKABLE = {
    "shortcode": "AB12",
    "title": "Welder",
    "url": "https://apply.workable.com/j/AB12",
    "department": "Yard",
    "city": "Athens",
    "country": "Greece",
    "telecommuting": False,
    "employment_type": "Full-time",
    "published_on": "2026-05-01",
    "description": "<h3>Duties</h3><p>Weld.</p>",
    "locations": [
        {"city": "Athens", "region": "Attica", "country": "Greece", "countryCode": "GR"},
        {"city": "Secret", "country": "Greece", "hidden": True},
    ],
}
SMARTRECRUITERS = {
    "id": "7439",
    "name": "Welder",
    "company": {"identifier": "Acme1"},
    "releasedDate": "2026-05-01T00:00:00Z",
    "location": {"city": "Bilbao", "country": "es", "remote": False, "hybrid": True},
    "department": {"id": "55", "label": "Yard"},
    "typeOfEmployment": {"id": "permanent", "label": "Full-time"},
}
RECRUITEE = {
    "id": 5,
    "slug": "welder",
    "title": "Welder",
    "status": "published",
    "careers_url": "https://jobs.acme.com/o/welder",
    "description": "<p>Weld.</p>",
    "requirements": "<h4>You</h4><ul><li>saw</li></ul>",
    "location": "Gdańsk, Poland",
    "locations": [
        {"id": 1, "city": "Gdańsk", "country": "Poland"},
        {"id": 2, "city": "Kraków", "country": "Poland"},
    ],
    "remote": False,
    "hybrid": True,
    "department": "Yard",
    "employment_type_code": "fulltime",
    "salary": {"min": "60000", "max": "75000", "period": "year", "currency": "EUR"},
    "published_at": "2026-05-01 21:44:46 UTC",
    "close_at": "2026-07-01",
}
PERSONIO = """<position><id>{id}</id><office>Munich</office>
<additionalOffices><office>Berlin</office><office>Munich</office></additionalOffices>
<department>Yard</department><name>Welder</name><jobDescriptions>
<jobDescription><name>Your duties</name><value><![CDATA[<ul><li>Weld</li></ul>]]></value>
</jobDescription><jobDescription><name>You &amp; we</name><value>&lt;p&gt;Saw&lt;/p&gt;</value>
</jobDescription></jobDescriptions><employmentType>permanent</employmentType>
<schedule>full-time</schedule><createdAt>2026-05-01T10:00:00+00:00</createdAt>
<salaryInformation><min>40000</min><max>50000</max><currencyCode>EUR</currencyCode>
<type>yearly</type></salaryInformation></position>"""
PERSONIO_SEARCH = {
    "id": 18,
    "name": "Sawyer",
    "office": "Munich",
    "offices": ["Munich", "Hamburg"],
    "department": "Yard",
    "description": "<h2>Duties</h2><p>Saw.</p>",
    "employment_type": "permanent",
    "schedule": "full-time",
}
BAMBOOHR = {
    "id": "86",
    "jobOpeningName": "Welder",
    "departmentId": "18",
    "departmentLabel": "Yard",
    "employmentStatusLabel": "Full Time",
    "location": {"city": None, "state": None},
    "atsLocation": {"country": "Canada", "province": "Ontario", "city": "Ottawa"},
    "isRemote": None,
    "locationType": "2",
}
TEAMTAILOR = """<item><title>Welder &amp; sawyer</title><link>https://jobs.acme.com/jobs/{id}-welder
</link><guid>x</guid><pubDate>Mon, 04 May 2026 10:00:00 +0200</pubDate>
<description>&lt;h2&gt;Duties&lt;/h2&gt;&lt;p&gt;Weld&lt;/p&gt;</description>
<remoteStatus>fully</remoteStatus><tt:locations>
<tt:location><tt:name>HQ</tt:name><tt:city>Malmö</tt:city><tt:country>Sweden</tt:country>
</tt:location><tt:location><tt:name>Somewhere</tt:name><tt:city/></tt:location></tt:locations>
<tt:department>Customer Success</tt:department><tt:role/></item>"""
TEAMTAILOR_JSON = {
    "id": "x",
    "title": "Welder",
    "url": "https://jobs.acme.com/jobs/17-welder",
    "content_html": "<h2>Duties</h2><p>Weld</p>",
    "date_published": "2026-05-04",
    "_jobposting": {
        "jobLocation": [
            {"address": {"addressLocality": "Malmö", "addressCountry": "SE"}},
            {"address": {"addressLocality": "Oslo", "addressCountry": "NO"}},
        ],
        "employmentType": "FULL_TIME",
        "jobLocationType": "TELECOMMUTE",
    },
}
WORKDAY = {
    "title": "Welder",
    "externalPath": "/job/Boston/Welder_JR1",
    "locationsText": "Boston, MA",
    "postedOn": "Posted Yesterday",
    "timeType": "Full time",
    "remoteType": "Hybrid",
}
BREEZY = {
    "id": "18df",
    "friendly_id": "18df-welder",
    "name": "Welder",
    "url": "https://acme.breezy.hr/p/18df-welder",
    "published_date": "2026-05-01T00:00:00Z",
    "type": {"id": "fullTime", "name": "Full-Time"},
    "location": {
        "country": {"name": "United States", "id": "US"},
        "state": {"id": "FL", "name": "Florida"},
        "city": "Tampa",
        "is_remote": True,
        "name": "Tampa, FL",
    },
    "department": "Yard",
    "salary": "$50,000 - $60,000 per year",
}
PINPOINT = {
    "id": "1",
    "title": "Welder",
    "path": "/en/postings/1",
    "description": "<p>Weld.</p>",
    "key_responsibilities_header": "Duties & more",
    "key_responsibilities": "<ul><li>saw</li></ul>",
    "benefits_header": "Nothing",
    "benefits": "",
    "workplace_type": "onsite",
    "employment_type_text": "Full time",
    "compensation_minimum": 70,
    "compensation_maximum": 90,
    "compensation_currency": "USD",
    "compensation_frequency": "hour",
    "compensation_visible": True,
    "deadline_at": "2026-07-01",
    "job": {"department": {"id": "4", "name": "Yard"}},
    "location": {"id": "9", "name": "Leeds"},
}
RIPPLING = {
    "uuid": "u-1",
    "name": "Welder",
    "url": "https://ats.rippling.com/acme/jobs/u-1",
    "department": {"id": "Yard", "label": "Yard"},
    "workLocation": {"id": "Boston", "label": "Boston, MA"},
}
RIPPLING_PAGED = {
    "id": "u-2",
    "name": "Sawyer",
    "url": "https://ats.rippling.com/acme/jobs/u-2",
    "department": {"name": "Yard", "base_department": "Works"},
    "locations": [{"name": "Leeds", "countryCode": "GB", "workplaceType": "ON_SITE"}],
}
WORKABLE_OF_SITE = {
    "shortcode": "CD34",
    "title": "Sawyer",
    "remote": False,
    "workplace": "hybrid",
    "location": {"city": "Athens", "country": "Greece", "countryCode": "GR"},
    "published": "2026-05-01T00:00:00.000Z",
    "type": "full",
    "department": ["Yard"],
}
JAZZHR = """<li class="list-group-item"><h3><a href="/apply/AbC123/Welder?source=x"> Welder
</a></h3><ul><li><i class="fa fa-map-marker"></i> Austin, TX</li>
<li><i class="fa fa-sitemap"></i> Yard</li></ul></li>"""
JAZZHR_TABLES = {
    "to embed": """<table id="jobs_table"><tr><td><a class="job_title_link"
        href="/apply/jobs/details/AbC123?&">Welder</a><br>
        <span class="resumator_department">Yard</span></td><td>Austin, TX</td></tr></table>
        <div class="jobs_row"><a href="/apply/jobs/details/AbC123?&">Welder</a></div>""",
    "classic": """<table class="resumator-job-listings"><tr>
        <td class="resumator-job-title-column"><a href="/apply/AbC123/Welder">Welder</a></td>
        <td class="resumator-department-column">Yard</td>
        <td class="resumator-job-location-column">Austin, TX</td></tr></table>""",
}
RSS = '<rss version="2.0"{}><channel><title>Acme</title>{}</channel></rss>'
TT = ' xmlns:tt="https://teamtailor.com/locations"'

WHOLE: dict[str, Any] = {
    "greenhouse": {"jobs": [GREENHOUSE]},
    "lever": [LEVER],
    "ashby": {"jobs": [ASHBY]},
    "workable": {"name": "Acme", "jobs": [WORKABLE]},
    "smartrecruiters": {"offset": 0, "limit": 100, "totalFound": 1, "content": [SMARTRECRUITERS]},
    "recruitee": {"offers": [RECRUITEE]},
    "personio": f"<workzag-jobs>{PERSONIO.format(id=17)}</workzag-jobs>",
    "bamboohr": {"meta": {"totalCount": 1}, "result": [BAMBOOHR]},
    "teamtailor": RSS.format(TT, TEAMTAILOR.format(id=17)),
    "workday": {"total": 1, "jobPostings": [WORKDAY]},
    "breezy": [BREEZY],
    "pinpoint": {"data": [PINPOINT]},
    "rippling": [RIPPLING],
    "jazzhr": f"<ul class='list-group'>{JAZZHR}</ul>",
}
"""What each board answers that has one posting."""

EMPTY: dict[str, Any] = {
    **{name: {"jobs": []} for name in ("greenhouse", "ashby", "workable")},
    **{name: [] for name in ("lever", "breezy", "rippling")},
    "smartrecruiters": {"totalFound": 0, "content": []},
    "recruitee": {"offers": []},
    "personio": "<?xml version='1.0' encoding='UTF-8'?>\n<workzag-jobs/>",
    "bamboohr": {"result": []},
    "teamtailor": RSS.format("", ""),
    "workday": {"total": 0, "jobPostings": []},
    "pinpoint": {"data": []},
    "jazzhr": "<p>No openings.</p><footer>Powered by JazzHR</footer>",
}
"""What each board answers that has none."""
