-- A lost second factor is taken away by two people, neither of them its owner, who keep the posts of its owner's agency.

-- Whether this worker holds a post, today or later, in this agency.
create or replace function kith.works_in(the_worker bigint, the_agency bigint) returns boolean
language sql stable set search_path = pg_catalog, public
as $$
    select exists (select from sharing_holding h join sharing_post p on p.id = h.post_id
                    where h.worker_id = the_worker and p.agency_id = the_agency
                      and coalesce(h.ends_on, 'infinity') >= (transaction_timestamp() at time zone 'Europe/London')::date
                      and coalesce(p.ends_on, 'infinity') >= (transaction_timestamp() at time zone 'Europe/London')::date)
$$;

create or replace function kith.factor_asked() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
    if new.agreed_at is not null or new.asked_by_id is distinct from kith.worker()
       or new.asked_by_post_id is distinct from kith.post() then
        raise exception 'nobody asks in another''s name, or agrees to what they ask' using errcode = 'insufficient_privilege';
    end if;
    if new.worker_id = kith.worker() or not kith.manages(new.agency_id) or not kith.works_in(new.worker_id, new.agency_id) then
        raise exception 'a lost factor is taken away by those who keep its owner''s posts' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create or replace function kith.factor_agreed() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
    if not kith.manages(new.agency_id) or new.worker_id = kith.worker() then
        raise exception 'a lost factor is taken away by those who keep its owner''s posts' using errcode = 'insufficient_privilege';
    end if;
    if old.agreed_at is not null or old.ended_at is not null then
        raise exception 'this was answered already' using errcode = 'insufficient_privilege';
    end if;
    if new.agreed_at is not null
       and (new.agreed_by_id is distinct from kith.worker() or new.agreed_by_post_id is distinct from kith.post()
            or new.asked_by_id = kith.worker()) then
        raise exception 'whoever asked does not agree: it takes two people' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create trigger asked after insert on sharing_lostfactor
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.factor_asked();
create trigger agreed after update on sharing_lostfactor
    for each row when (current_user in ('kith_app', 'kith_worker')
                       and (new.agreed_at, new.ended_at, new.agreed_by_id, new.agreed_by_post_id)
                           is distinct from (old.agreed_at, old.ended_at, old.agreed_by_id, old.agreed_by_post_id))
    execute function kith.factor_agreed();

-- Take away what was agreed on: every factor and recovery code of its owner, and every session. Only whoever has just
-- agreed calls it to any effect. Returns how many factors there were.
create or replace function kith.take_factors(the_reference text) returns integer
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    asked record;
    taken integer;
begin
    select l.worker_id, l.agreed_at into asked from sharing_lostfactor l
     where l.reference = the_reference and l.agreed_by_id = kith.worker() and l.ended_at is null and l.agreed_at is not null
       for update;
    if not found then
        raise exception 'nobody has agreed to this' using errcode = 'insufficient_privilege';
    end if;
    delete from mfa_authenticator where user_id = asked.worker_id;
    get diagnostics taken = row_count;
    delete from sharing_session s using sharing_seat t
     where t.worker_id = asked.worker_id and s.session_key = left(encode(t.key_hash, 'hex'), 40);
    delete from sharing_seat where worker_id = asked.worker_id;
    update sharing_worker set signed_out_at = asked.agreed_at where id = asked.worker_id;
    update sharing_lostfactor set ended_at = asked.agreed_at where reference = the_reference;
    return taken;
end
$$;
