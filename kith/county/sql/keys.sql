create index on hashed (child);
analyze hashed;
insert into people_matchkey (key, record_id)
select h.key, r.record_id
  from (select n as child, record_id from child where is_known union all select child, record_id from arrival) r
  join hashed h on h.child = r.child;
