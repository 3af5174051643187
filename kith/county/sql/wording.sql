-- What was told of a child of the cast, made ready to be told of another one: of the same sex, so that “she” stays true, and with no
-- child’s name in it but the place for this one’s.

-- Each arrival tells what was told of a child of the same sex, where there is one
create temp table teller on commit drop as
select c.id as source, r.sex, r.given_name, r.known_as, r.family_name,
       row_number() over (partition by r.sex order by c.id) - 1 as n, count(*) over (partition by r.sex) as among
  from frontdoor_contact c join people_sourcerecord r on r.id = c.record_id
 where c.id in (select source from arrival);
update arrival a set source = t.source from child c, teller t where c.n = a.child and t.sex = c.sex and t.n = a.n % t.among;
create unique index on teller (source);

create temp table named on commit drop as
select array_agg(x.says order by length(x.says) desc, x.says) as every
  from (select distinct unnest(array[r.given_name, r.known_as]) as says
          from frontdoor_contact c join people_sourcerecord r on r.id = c.record_id join intake_receipt i on i.id = c.receipt_id
         where i.key not like 'crowd-%') x
 where length(x.says) > 2;

create or replace function pg_temp.ready(told text, whose bigint) returns text language sql as
$$
with recursive own as (
    select replace(replace(replace(replace(told, t.given_name || ' ' || t.family_name, '{child}'),
                                   case when length(t.family_name) > 2 then t.family_name else '' end, '{family}'),
                           t.known_as, '{child}'), t.given_name, '{child}') as says
      from teller t where t.source = whose
), step as (
    select 0 as n, o.says, n.every from own o, named n
    union all
    select s.n + 1, replace(s.says, s.every[s.n + 1], 'another child'), s.every from step s where s.n < cardinality(s.every)
)
select case when told = '' then '' else (select says from step order by n desc limit 1) end
$$;

create or replace function pg_temp.told(ready text, given_name text, family_name text) returns text language sql immutable as
$$ select replace(replace(ready, '{child}', given_name), '{family}', family_name) $$;

create temp table wording on commit drop as
select t.source, pg_temp.ready(f.what_happened, t.source) as what_happened, pg_temp.ready(f.risk, t.source) as risk,
       pg_temp.ready(f.risk_from, t.source) as risk_from, pg_temp.ready(f.need, t.source) as need,
       pg_temp.ready(f.strengths, t.source) as strengths, pg_temp.ready(f.impact, t.source) as impact,
       pg_temp.ready(f.childs_words, t.source) as childs_words, pg_temp.ready(f.words_heard, t.source) as words_heard,
       pg_temp.ready(f.safe_now, t.source) as safe_now, pg_temp.ready(f.sender_did, t.source) as sender_did,
       pg_temp.ready(f.sender_asks, t.source) as sender_asks
  from teller t join frontdoor_contact f on f.id = t.source;
create unique index on wording (source);

create temp table form_told on commit drop as
select t.source, o.id, o.form, o.answer, o.is_harm, o.said_by, o.by_worker_id, pg_temp.ready(o.what, t.source) as what, pg_temp.ready(o.who_would_know, t.source) as who_would_know
  from teller t join frontdoor_formanswer o on o.contact_id = t.source;
create index on form_told (source);
analyze wording;
analyze form_told
