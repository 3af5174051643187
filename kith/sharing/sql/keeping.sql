-- Who keeps which posts. The registers' policies say which permission a write needs; these say of which agency, and that
-- it takes two people: nobody gives themselves a post, a colleague's work, or longer in either.

create or replace function kith.manages(agency bigint) returns boolean
language sql stable set search_path = pg_catalog
as $$
    select kith.may('agency.found') or kith.may('post.manage') and agency = any (kith.own_agencies())
$$;

create or replace function kith.agency_of(post bigint) returns bigint
language sql stable set search_path = pg_catalog, public
as $$ select agency_id from sharing_post where id = post $$;

create or replace function kith.only_founders() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
    if not kith.may('agency.found') then
        raise exception 'this post founds no partnerships' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

-- An agency, its teams, its posts, who holds them, who stands in, its keys: kept by its own people, and so is what an
-- agency becomes, which hands on all that it was involved in.
create or replace function kith.only_own_agency() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
declare
    written jsonb := to_jsonb(new);
    agency bigint := coalesce((written ->> 'agency_id')::bigint, kith.agency_of((written ->> 'post_id')::bigint),
                              (written ->> 'id')::bigint);
begin
    if not kith.manages(agency)
       or written ? 'deputy_id' and not kith.manages(kith.agency_of((written ->> 'deputy_id')::bigint)) then
        raise exception 'the posts of this agency are kept by its own' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

-- A post is in a team and in partnerships of its own agency; what reaches a whole partnership without a person in it is
-- set up by who founds agencies.
create or replace function kith.post_in_its_place() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
    if new.team_id is not null and new.agency_id is distinct from (select agency_id from sharing_team where id = new.team_id) then
        raise exception 'this team is another agency''s' using errcode = 'insufficient_privilege';
    end if;
    if not kith.may('agency.found')
       and exists (select from sharing_role r join sharing_rolepermission rp on rp.role_id = r.id
                    where r.id = new.role_id and r.is_service and 'partnership' = any (rp.reach)) then
        raise exception 'this role is for Kith''s own services' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create or replace function kith.post_where_its_agency_is() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
    if not kith.may('agency.found')
       and not exists (select from sharing_agency_partnerships a
                        where a.agency_id = kith.agency_of(new.post_id) and a.partnership_id = new.partnership_id) then
        raise exception 'this agency is not in that partnership' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create or replace function kith.two_people() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
declare
    written jsonb := to_jsonb(new);
begin
    if (written ->> 'worker_id')::bigint = kith.worker()
       or exists (select from sharing_holding h where h.post_id = (written ->> 'deputy_id')::bigint
                     and h.worker_id = kith.worker() and (h.ends_on is null or h.ends_on >= transaction_timestamp()::date)) then
        raise exception 'nobody gives themselves a post: it takes two people' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

-- An agreement is entered, and an agency brought into a partnership, by a post of that partnership.
create or replace function kith.only_own_partnership() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
declare
    written jsonb := to_jsonb(new);
    area bigint := coalesce((written ->> 'partnership_id')::bigint,
                            (select partnership_id from sharing_agreement where id = (written ->> 'agreement_id')::bigint));
begin
    if not kith.may('agency.found') and not area = any (kith.ids(kith.context() -> 'partnerships')) then
        raise exception 'this is another partnership''s' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

-- They bind the roles that act for somebody. The policies come first: whoever lacks the permission is refused by those.
create trigger founded after insert on sharing_partnership
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_founders();
create trigger own_partnership after insert on sharing_agency_partnerships
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_partnership();

create trigger kept after update on sharing_agency
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_agency();
create trigger kept after insert or update on sharing_team
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_agency();
create trigger kept after insert or update on sharing_post
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_agency();
create trigger kept after insert or update on sharing_post_partnerships
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_agency();
create trigger kept after insert or update on sharing_absence
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_agency();
create trigger kept after insert or update on sharing_agencykey
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_agency();
create trigger kept after insert on sharing_holding
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_agency();
create trigger kept_on after update on sharing_holding
    for each row when (current_user in ('kith_app', 'kith_worker') and new.ends_on is distinct from old.ends_on)
    execute function kith.only_own_agency();

create trigger in_its_place after insert on sharing_post
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.post_in_its_place();
create trigger where_its_agency_is after insert on sharing_post_partnerships
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.post_where_its_agency_is();

create trigger two_people after insert on sharing_holding
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.two_people();
create trigger two_people_for_longer after update on sharing_holding
    for each row when (current_user in ('kith_app', 'kith_worker')
                       and coalesce(new.ends_on, 'infinity') > coalesce(old.ends_on, 'infinity'))
    execute function kith.two_people();
create trigger two_people after insert on sharing_absence
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.two_people();
create trigger two_people_for_longer after update on sharing_absence
    for each row when (current_user in ('kith_app', 'kith_worker') and new.ends_at > old.ends_at)
    execute function kith.two_people();

create trigger own_partnership after insert or update on sharing_agreement
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_partnership();
create trigger own_partnership after insert or update on sharing_agreementparty
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_partnership();
create trigger own_partnership after insert on sharing_agreementitem
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_partnership();
