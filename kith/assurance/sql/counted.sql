-- What every measure answers: one row for each thing that it counts.
create type kith.counted_item as (item text, subject bigint, at timestamptz, by jsonb, is_in boolean, hours numeric, note text);

-- One measure, item by item, for posts that may read measures of this area: what each item counts as and what is known of the
-- child for equality, and neither the child nor a name. The measures themselves are functions that nobody else may call.
create or replace function kith.counted(the_measure text, area bigint, since timestamptz, until timestamptz,
                                        known_at timestamptz, given jsonb)
returns table (item text, child bigint, at timestamptz, by jsonb, is_in boolean, hours numeric, note text, sex text, born_on date,
               ethnicity text, disability text, is_kept boolean)
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
begin
    if not area = any (kith.wide('measure.read')) then
        raise exception 'this post reads no measures of this area' using errcode = 'insufficient_privilege';
    end if;
    if not exists (select from pg_proc p where p.pronamespace = 'kith'::regnamespace and p.proname = 'measure_' || the_measure) then
        raise exception 'there is no such measure' using errcode = 'undefined_function';
    end if;
    return query execute format($of$
        with counted as materialized (select * from kith.%I($1, $2, $3, $4, $5)),
        same as materialized (
            select p.subject_id, p.same_id, min(p.same_id) over (partition by p.subject_id) as person
              from kith.same_people(array(select distinct subject from counted where subject is not null)) p),
        said as (
            select s.person,
                   (array_agg(r.sex order by r.id desc) filter (where r.sex <> ''))[1] as sex,
                   (array_agg(r.date_of_birth order by r.id desc) filter (where r.date_of_birth is not null))[1] as born_on
              from (select distinct person, same_id from same) s
              join people_sourcerecord r on r.subject_id = s.same_id and r.recorded_at <= $4
             group by s.person),
        told as (
            select s.person,
                   (array_agg(c.value order by c.id desc) filter (where c.what = 'ethnicity'))[1] as ethnicity,
                   (array_agg(c.value order by c.id desc) filter (where c.what = 'disability'))[1] as disability
              from (select distinct person, same_id from same) s
              join people_characteristic c on c.subject_id = s.same_id and c.recorded_at <= $4
             where c.answer = 'given' and c.what in ('ethnicity', 'disability')
             group by s.person),
        who as (select distinct subject_id, person from same)
        select c.item::text, case when w.person is not null then dense_rank() over (order by w.person) end, c.at, c.by, c.is_in, round(c.hours, 2), c.note::text,
               d.sex::text, d.born_on, t.ethnicity::text, t.disability::text,
               coalesce(s.restricted and not s.id = any (kith.readers()), false)
                   or coalesce(s.id = any (kith.conflicts()), false)
          from counted c
          left join who w on w.subject_id = c.subject
          left join said d on d.person = w.person
          left join told t on t.person = w.person
          left join sharing_subject s on s.id = c.subject
         order by c.at, c.item
        $of$, 'measure_' || the_measure)
        using area, since, until, known_at, given;
end
$$;
