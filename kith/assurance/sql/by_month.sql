-- Refuses whoever may not read measures of this area, and a measure that there is not.
create or replace function kith.must_count(the_measure text, area bigint) returns void
language plpgsql stable set search_path = pg_catalog, public
as $$
begin
    if not area = any (kith.wide('measure.read')) then
        raise exception 'this post reads no measures of this area' using errcode = 'insufficient_privilege';
    end if;
    if not exists (select from pg_proc p where p.pronamespace = 'kith'::regnamespace and p.proname = 'measure_' || the_measure) then
        raise exception 'there is no such measure' using errcode = 'undefined_function';
    end if;
end
$$;

-- One measure, month by month in London: how many items count as in, as not in, and wait. It asks nothing about any child, which
-- is most of the work of `kith.counted`.
create or replace function kith.counted_by_month(the_measure text, area bigint, since timestamptz, until timestamptz,
                                                 known_at timestamptz, given jsonb)
returns table (month date, are_in bigint, are_not bigint, that_wait bigint)
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
begin
    perform kith.must_count(the_measure, area);
    return query execute format($of$
        select date_trunc('month', c.at at time zone 'Europe/London')::date,
               count(*) filter (where c.is_in), count(*) filter (where not c.is_in), count(*) filter (where c.is_in is null)
          from kith.%I($1, $2, $3, $4, $5) c
         group by 1
        $of$, 'measure_' || the_measure)
        using area, since, until, known_at, given;
end
$$;
