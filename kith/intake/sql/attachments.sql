-- What a draft held goes with what it was sent as, and with nothing else. Its bytes move inside the database; the draft is
-- left without them. Somebody who keys for another agency could not add the row by itself: it is that agency's.
create or replace function kith.attach_draft(the_draft text, the_receipt bigint, at timestamptz) returns setof bigint
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    d record;
    r record;
begin
    if not kith.may('contact.send') then
        raise exception 'only whoever sends attaches' using errcode = 'insufficient_privilege';
    end if;
    select id, stands_for_id into d from intake_draft where reference = the_draft and by_post_id = any (kith.posts());
    select * into r from intake_receipt
     where id = the_receipt
       and (key = the_draft and by_post_id = kith.post()
            or id = d.stands_for_id and partnership_id = any (kith.wide('contact.decide')));
    if d.id is null or r.id is null then
        raise exception 'this draft was not sent as that' using errcode = 'insufficient_privilege';
    end if;
    insert into intake_attachment (reference, agency_id, partnership_id, by_post_id, by_worker_id, receipt_id, name, told_as,
                                   seen_as, size, sha256, holds_place, state, found, at, subjects)
    select k.reference, r.agency_id, r.partnership_id, r.by_post_id, kith.worker(), r.id, k.name, k.told_as,
           '', k.size, k.sha256, 'not_known', 'waiting', '', attach_draft.at, r.subjects
      from intake_draftattachment k where k.draft_id = d.id and k.taken_out_at is null order by k.id
    on conflict (receipt_id, sha256) do nothing;
    insert into intake_attachedbytes (attachment_id, agency_id, partnership_id, by_post_id, raw, lines, copy, subjects)
    select a.id, a.agency_id, a.partnership_id, a.by_post_id, k.raw, '[]', '', a.subjects
      from intake_draftattachment k join intake_attachment a on a.reference = k.reference
     where k.draft_id = d.id and a.receipt_id = r.id;
    update intake_draftattachment set raw = '' where draft_id = d.id;
    return query select a.id from intake_draftattachment k join intake_attachment a on a.reference = k.reference
                  where k.draft_id = d.id order by a.id;
end
$$;

-- A draft that ends takes with it what was kept with it.
create or replace function kith.end_drafts(over_before timestamptz) returns setof text
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if not kith.may('contact.land') then
        raise insufficient_privilege using message = 'Only what reads what arrives ends a draft.';
    end if;
    delete from intake_draftattachment k using intake_draft d
     where d.id = k.draft_id and d.sent_id is null and d.saved_at < over_before;
    return query
        delete from intake_draft where sent_id is null and saved_at < over_before returning reference::text;
end
$$;
