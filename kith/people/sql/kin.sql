-- Who belongs with these subjects, told from their side. A row about two children is shown to who reaches both and to nobody
-- else: not its words, nor that it is there. Of two who became one child nothing is shown; taken apart again, it is back.
create function kith.relations(the_subjects bigint[])
returns table (reference text, near_id bigint, other_id bigint, them bigint[], kind text, is_turned boolean, since date,
               says_who text, receipt text, said_by text, recorded_at timestamptz, ended_how text, ended_because text,
               ended_by text, ended_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select r.reference::text, side.near_id, side.other_id, kith.same_person(side.other_id), r.kind::text, side.is_turned,
           r.since, r.says_who::text, r.receipt::text, w.says::text, r.recorded_at, r.ended_how::text, r.ended_because,
           e.says::text, r.ended_at
      from (select r.id, r.subject_id as near_id, r.other_id, false as is_turned
              from people_relation r where r.subject_id = any (the_subjects)
             union all
            select r.id, r.other_id, r.subject_id, true
              from people_relation r where r.other_id = any (the_subjects)) side
      join people_relation r on r.id = side.id
      join sharing_worker w on w.id = r.by_worker_id
      left join sharing_worker e on e.id = r.ended_by_id
     where not side.other_id = any (the_subjects)
       and kith.reaches_all(array[r.subject_id, r.other_id], 'child.read')
     order by r.id
$$;

-- Write down what one is to the other, in one's own name: for who may write on both records.
create function kith.relate(the_reference text, the_subject bigint, the_other bigint, the_kind text, the_day date,
                            who text, the_receipt text, at timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if kith.worker() is null or not kith.reaches_all(array[the_subject, the_other], 'record.add') then
        raise exception 'one of these is not open to this post' using errcode = 'insufficient_privilege';
    end if;
    insert into people_relation (reference, subject_id, other_id, kind, since, says_who, receipt, by_post_id, by_worker_id,
                                 recorded_at, ended_how, ended_because)
    values (the_reference, the_subject, the_other, the_kind, the_day, who, the_receipt, kith.post(), kith.worker(),
            at, '', '');
end
$$;

-- Strike one out, or say that it is over. False where there is none that stands, or it is not open: nobody learns which.
create function kith.end_relation(the_reference text, how text, the_because text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    update people_relation r
       set ended_how = how, ended_because = the_because, ended_by_id = kith.worker(), ended_at = at
     where r.reference = the_reference and r.ended_at is null and kith.worker() is not null
       and kith.reaches_all(array[r.subject_id, r.other_id], 'record.add');
    return found;
end
$$;
