-- What is sealed is only ever added to, by whatever role; the sealer reads the audit in the order of its transactions.

create trigger sealed_stays before update or delete or truncate on sharing_sealedentry
    for each statement execute function kith.audit_stays();
create trigger sealed_stays before update or delete or truncate on sharing_sealedbranch
    for each statement execute function kith.audit_stays();
create trigger sealed_stays before update or delete or truncate on sharing_sealedhead
    for each statement execute function kith.audit_stays();

create index audit_by_transaction on sharing_auditevent (transaction, id);

-- The last head, and what is not under one yet: for those who may read the audit of their own agency.
create or replace function kith.last_head()
returns table (size bigint, at timestamptz, note text, key bytea, waiting bigint)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select h.size, h.at, h.note, h.key,
           (select count(*) from sharing_auditevent e
             where e.transaction >= coalesce((select l.transaction from sharing_auditevent l
                                               join sharing_sealedentry s on s.audit = l.id and s.position = h.size - 1), 0)
               and not exists (select from sharing_sealedentry s where s.audit = e.id and s.position < h.size))
      from sharing_sealedhead h
     where kith.may('audit.read')
     order by h.number desc
     limit 1
$$;
