export const shown = (jobs) => jobs.map((job) => `<p><a href='/jobs/${job.id}'>${job.title}</a></p>`).join('');
