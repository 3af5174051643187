-- The audit: append only, in the same transaction as the deed. Who is taken from the sealed context, never an argument.

create or replace function kith.audit(
    action text, is_allowed boolean, purpose text, subjects bigint[], about text, detail jsonb, at timestamptz,
    request text
) returns void
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    c jsonb := kith.context();
begin
    insert into sharing_auditevent (at, written_at, action, is_allowed, worker_id, post_id, agency_id, role, purpose,
                                    subjects, about, detail, request, transaction)
    values (at, clock_timestamp(), action, is_allowed, (c ->> 'worker')::bigint, (c ->> 'post')::bigint,
            (c ->> 'agency')::bigint, coalesce(c ->> 'role', ''), coalesce(purpose, ''), coalesce(subjects, '{}'),
            coalesce(about, ''), coalesce(detail, '{}'), coalesce(request, ''),
            (pg_current_xact_id()::text)::bigint);
end
$$;

create or replace function kith.audit_stays() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
    raise exception 'the audit is never changed' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_stays before update or delete or truncate on sharing_auditevent
    for each statement execute function kith.audit_stays();

create index audit_by_subject on sharing_auditevent using gin (subjects);

-- Who has looked at one child: for those who may read the list. Conflicts and restrictions hold here too.
create or replace function kith.looked(the_subjects bigint[], since timestamptz)
returns table (at timestamptz, action text, worker text, post text, agency text, purpose text, is_allowed boolean)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select e.at, e.action::text, w.says::text, p.says::text, a.says::text, e.purpose::text, e.is_allowed
      from sharing_auditevent e
      left join sharing_worker w on w.id = e.worker_id
      left join sharing_post p on p.id = e.post_id
      left join sharing_agency a on a.id = e.agency_id
     where e.subjects && the_subjects and e.at >= since
       and not exists (
            select from unnest(the_subjects) t(id) left join sharing_subject s on s.id = t.id
             where s.id is null
                or s.id = any (kith.conflicts())
                or (s.restricted and not s.id = any (kith.readers()))
                or not (s.id = any (kith.near('looked.read'))
                        or s.agencies && kith.through('looked.read')
                        or s.partnerships && kith.wide('looked.read')))
     order by e.at desc, e.id desc
     limit 500
$$;

-- Every look by an agency's own people: for that agency's privacy officer. References only, no names of children.
create or replace function kith.own_looks(since timestamptz, until timestamptz, only_refused boolean)
returns table (at timestamptz, written_at timestamptz, action text, worker text, post text, purpose text,
               is_allowed boolean, children text[], about text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select e.at, e.written_at, e.action::text, w.says::text, p.says::text, e.purpose::text, e.is_allowed,
           array(select s.reference::text from sharing_subject s where s.id = any (e.subjects) order by 1), e.about::text
      from sharing_auditevent e
      left join sharing_worker w on w.id = e.worker_id
      left join sharing_post p on p.id = e.post_id
     where kith.may('audit.read') and e.agency_id = any (kith.own_agencies())
       and e.at >= since and e.at < until and (not only_refused or not e.is_allowed)
     order by e.at desc, e.id desc
     limit 500
$$;
