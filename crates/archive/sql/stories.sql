-- The stories of an archive in DuckDB, from the table that `copydesk export OUT -f parquet` writes: the same groups as those of
-- `copydesk stories OUT`. Run it in the folder of the table. Its result is the table `stories`: article, story (the article that came first).
set timezone = 'UTC';

-- Every article, with its place in time. Those with the same words share the place of the first of them.
create or replace temp table placed as
with read as (
    select id, file_row_number, try_cast(meta.anchor as timestamptz) as time, lower(meta.extra ->> '$.outlet') as outlet,
        fingerprint ->> '$[0].hash' as hash, (fingerprint ->> '$[0].words')::int as words,
        (fingerprint -> '$[0].sample')::bigint[] as sample
    from read_parquet('articles.parquet', file_row_number = true)
), articles as (
    select *, row_number() over (order by time nulls last, file_row_number) as place from read
)
select *, min(place) over (partition by case when words >= 20 then hash else place::varchar end) as text from articles;

-- The shingles of each text, with the sixteenth of it that they stand in. What stands in more than 1000 texts does not count.
create or replace temp table shingles as
with every as (
    select text, unnest(sample) as shingle, (generate_subscripts(sample, 1) - 1) * 16 // len(sample) as part
    from placed where place = text and words >= 20
)
select *, row_number() over (partition by shingle order by text) as rank
from every qualify count(*) over (partition by shingle) <= 1000;

-- What each two texts share: each text is paired with the 16 earliest of a shingle.
create or replace temp table links as
with sizes as (
    select text, count(*) as size from shingles group by text
), pairs as (
    select a.text as earlier, b.text as later, count(*)::double as shared,
        bit_or(1 << a.part::int) as in_earlier, bit_or(1 << b.part::int) as in_later
    from shingles a join shingles b on a.shingle = b.shingle and a.text < b.text and a.rank <= 16
    group by all having count(*) >= 4
), sized as (
    select pairs.*, least(a.size, b.size) as smaller, greatest(a.size, b.size) as larger,
        case when a.size > b.size then in_later else in_earlier end as in_smaller,
        case when a.size > b.size then in_earlier else in_later end as in_larger,
        (coalesce(date_diff('second', x.time, y.time) // 86400 > 14, false))::int + (coalesce(x.outlet = y.outlet, false))::int as apart
    from pairs
        join sizes a on a.text = earlier join sizes b on b.text = later
        join placed x on x.place = earlier join placed y on y.place = later
), told as (
    select *, 16 * (1 - (15 / 16) ^ shared) as at_random from sized
)
select earlier, later from told
where apart < 2 and shared >= case when apart = 1 then 0.9 else 0.1 end * smaller
    and -13.91 + 0.38 * log2(shared) + 2.89 * least(shared / larger, 1)
        + 7.21 * least(bit_count(in_smaller) / at_random, 1) + 11.13 * least(bit_count(in_larger) / at_random, 1)
        - 6.35 * log2(in_larger & -in_larger) / 16
    >= ln(0.6 / 0.4);

-- A story is what links join: each text goes to the earliest that can be reached.
create or replace table stories as
with recursive both_ways as (
    select earlier as one, later as other from links union all select later, earlier from links
), reached (text, first) as (
    select text, text from placed where place = text
    union
    select other, first from reached join both_ways on one = text where first < other
), firsts as (
    select text, min(first) as first from reached group by text
)
select member.id as article, head.id as story
from placed member join firsts using (text) join placed head on head.place = firsts.first;
