-- A threshold document is its own partnership's; a person signs it for their own agency, with their own hand; and it comes in
-- force only when the council, health and the police have all signed.

create or replace function kith.threshold_area(document bigint) returns bigint
language sql stable set search_path = pg_catalog, public
as $$ select partnership_id from frontdoor_thresholddocument where id = document $$;

create or replace function kith.threshold_kept() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
declare
    written jsonb := to_jsonb(new);
    area bigint := coalesce((written ->> 'partnership_id')::bigint, kith.threshold_area((written ->> 'document_id')::bigint));
begin
    if area is null or not area = any (kith.ids(kith.context() -> 'partnerships')) then
        raise exception 'this is another partnership''s' using errcode = 'insufficient_privilege';
    end if;
    if tg_op = 'UPDATE' and exists (select from frontdoor_thresholdinforce where document_id = new.id) then
        raise exception 'this document is in force: a newer version ends it' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create or replace function kith.threshold_signed() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
    if new.by_post_id is distinct from kith.post() or new.by_worker_id is distinct from kith.worker()
       or new.agency_id is distinct from kith.agency_of(kith.post()) then
        raise exception 'nobody signs for another agency, or in another''s name' using errcode = 'insufficient_privilege';
    end if;
    if not kith.threshold_area(new.document_id) = any (kith.ids(kith.context() -> 'partnerships'))
       or not exists (select from sharing_agency_partnerships a where a.agency_id = new.agency_id
                         and a.partnership_id = kith.threshold_area(new.document_id)) then
        raise exception 'this is another partnership''s' using errcode = 'insufficient_privilege';
    end if;
    -- Children Act 2004 s.16E; lists/safeguarding_partners.toml.
    if new.partner <> coalesce((select case kind when 'council_social_care' then 'council' when 'icb' then 'health'
                                                 when 'police' then 'police' end
                                  from sharing_agency where id = new.agency_id), '') then
        raise exception 'this agency is not that safeguarding partner' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create or replace function kith.threshold_in_force() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
    if (select count(distinct partner) from frontdoor_signoff where document_id = new.document_id and partner <> '') < 3 then
        raise exception 'the three safeguarding partners have not all signed' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create trigger kept after insert or update on frontdoor_thresholddocument
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.threshold_kept();
create trigger kept after insert on frontdoor_thresholdcriterion
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.threshold_kept();
create trigger kept after insert on frontdoor_thresholdcheck
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.threshold_kept();
create trigger signed after insert on frontdoor_signoff
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.threshold_signed();
create trigger signed_by_three after insert on frontdoor_thresholdinforce
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.threshold_in_force();
