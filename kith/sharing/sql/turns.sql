-- Work may be queued behind other work: what has a lower place is begun later, however early it came.

drop function kith.defer(text, text, jsonb, timestamptz);

create function kith.defer(task text, queue text, arguments jsonb, at timestamptz default null, behind int default 0)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    c jsonb := kith.context();
    acts text;
    service bigint;
    job bigint;
begin
    select t.acts_as into acts from sharing_task t where t.code = task;
    if acts is null then
        raise exception 'no such task: %', task using errcode = 'undefined_object';
    end if;
    if acts <> 'caller' then
        select p.id into strict service from sharing_post p where p.code = acts;
    elsif c is null then
        raise exception 'nobody is asking' using errcode = 'insufficient_privilege';
    end if;
    job := (procrastinate_defer_jobs_v1(array[
        row(queue, task, -greatest(behind, 0), null, null, arguments, at)::procrastinate_job_to_defer_v1]))[1];
    insert into sharing_jobactor (job_id, worker_id, post_id, deferred_at)
    values (job, case when acts = 'caller' then (c ->> 'worker')::bigint end,
            coalesce(service, (c ->> 'post')::bigint), transaction_timestamp());
    return job;
end
$$;
