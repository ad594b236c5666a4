// The web app's models, in its three generations, as far as MongoDB and Mongoose see them.
//
//     node models.js GENERATION TASK < {"uri": ...}
//
// `read` validates every document that is there; `write` does what the app does in a day; `index`
// makes its indexes. Each prints one object; an error is its message, under the step that raised it.
'use strict';
const mongoose = require('mongoose');
const {Schema, Types} = mongoose;
const id = Schema.Types.ObjectId;
const must = (type, more) => ({type, required: true, ...more});
const some = (type, more) => ({type, ...more});
const dated = {timestamps: true};
const bare = {_id: false};

const STATUSES = [
    'WANT_TO_APPLY', 'PENDING_APPLICATION', 'APPLIED', 'INTERVIEW_SCHEDULED',
    'TECHNICAL_ASSESSMENT', 'REJECTED', 'OFFER_RECEIVED', 'OFFER_ACCEPTED', 'OFFER_DECLINED',
    'STALE', 'DISCARDED',
];

function companies() {
    const schema = new Schema({
        companyID: must(String, {unique: true}),
        company: must(String),
        careers_url: must(String),
        selector: some(String, {default: ''}),
        work_model: must(String, {enum: ['FULLY_REMOTE', 'HYBRID', 'IN_OFFICE']}),
        headquarters: must(String),
        office_locations: [some(String)],
        fields: [some(String)],
        openToApplication: must(Boolean, {default: false}),
        lastSuccessfulScrape: some(Date),
        isProblematic: some(Boolean, {default: false}),
        scrapeErrors: [some(id)],
    }, dated);
    return schema.index({isProblematic: 1, lastSuccessfulScrape: 1});
}

function people(generation) {
    const info = new Schema({
        logistics: new Schema({
            currentResidence: new Schema(
                {city: String, country: String, countryCode: String, timezone: String}, bare),
            willingToRelocate: Boolean,
            workAuthorization: [new Schema(
                {region: String, regionCode: String, status: String}, bare)],
        }, bare),
        languages: [new Schema({language: String, level: String}, bare)],
        preferences: new Schema({
            careerGoals: [String], jobTypes: [String], workEnvironments: [String],
            companySizes: [String],
            exclusions: new Schema(
                {industries: [String], technologies: [String], roleTypes: [String]}, bare),
        }, bare),
    }, bare);
    const email = must(String, {unique: true, lowercase: true, trim: true});
    const cvUrl = some(String, {trim: true});
    if (generation === 'main') {
        const userId = must(id, {unique: true, default: () => new Types.ObjectId()});
        return new Schema({userId, email, cvUrl, candidateInfo: info}, dated);
    }
    const tracked = new Schema({
        companyID: must(String), ranking: must(Number, {default: 75, min: 0, max: 100}),
    }, bare);
    return new Schema({email, trackedCompanies: [tracked], cvUrl, candidateInfo: info}, dated);
}

function preferences(generation) {
    const often = ['Daily', 'Every 2 days', 'Weekly', 'Bi-weekly', 'Monthly'];
    const schema = new Schema({
        userId: must(String),
        companyId: must(id),
        rank: must(Number, {min: 1, max: 100, default: 50}),
        isTracking: must(Boolean, {default: true}),
        ...(generation === 'main' ? {frequency: some(String, {enum: often})} : {}),
    }, dated);
    schema.index({userId: 1, companyId: 1}, {unique: true});
    return schema.index({userId: 1, isTracking: 1, rank: -1});
}

function jobs(generation) {
    const newer = {completedAt: some(Date), errorMessage: some(String)};
    const schema = new Schema({
        companyId: must(id),
        status: must(String, {
            enum: ['pending', 'processing', 'completed', 'failed'], default: 'pending'}),
        lastAttemptAt: some(Date, generation === 'main' ? {} : {default: null}),
        retryCount: some(Number, {default: 0, min: 0}),
        ...(generation === 'main' ? newer : {}),
    }, dated);
    return schema.index({status: 1, createdAt: 1}).index({companyId: 1, status: 1});
}

function histories(generation) {
    const link = new Schema(
        {url: must(String), text: must(String), context: must(String), title: String}, bare);
    const name = generation === 'main'
        ? {userId: must(String, {trim: true})}
        : {userEmail: must(String, {lowercase: true, trim: true})};
    const schema = new Schema({
        companyId: must(id), ...name, lastScrapeDate: must(Date, {default: Date.now}),
        links: [link],
    }, dated);
    return schema.index({companyId: 1, [Object.keys(name)[0]]: 1}, {unique: true});
}

function usages() {
    const schema = new Schema({
        processId: must(String),
        timestamp: must(Date, {default: Date.now}),
        operation: must(String, {
            enum: ['initial_matching', 'deep_dive_analysis', 'job_batch_analysis']}),
        estimatedTokens: must(Number), actualTokens: must(Number),
        inputTokens: must(Number), outputTokens: must(Number),
        costEstimate: {
            input: must(Number), output: must(Number), total: must(Number),
            currency: must(String, {default: 'USD'}),
            isFreeUsage: must(Boolean, {default: true}),
        },
        companyName: must(String), userEmail: must(String), companyId: must(String),
    }, dated);
    for (const keys of [
        {processId: 1}, {userEmail: 1}, {timestamp: -1}, {companyId: 1},
        {userEmail: 1, timestamp: -1}, {companyId: 1, timestamp: -1},
        {operation: 1, timestamp: -1}, {userEmail: 1, operation: 1, timestamp: -1},
    ]) schema.index(keys);
    return schema;
}

const analysis = {
    location: some(String), timezone: some(String),
    salary: {min: Number, max: Number, currency: String, period: String},
    techStack: [some(String)], experienceLevel: some(String),
    languageRequirements: [some(String)], visaSponsorshipOffered: some(Boolean),
    relocationAssistanceOffered: some(Boolean),
    goodFitReasons: [some(String)], considerationPoints: [some(String)],
    stretchGoals: [some(String)],
};

function saves(generation) {
    if (generation === 'v1') {
        const entry = new Schema({
            status: must(String, {enum: STATUSES}), date: some(Date, {default: Date.now}),
            notes: String,
        }, bare);
        const schema = new Schema({
            title: must(String), url: must(String, {unique: true}), ...analysis,
            suitabilityScore: must(Number),
            status: must(String, {enum: STATUSES, default: 'PENDING_APPLICATION'}),
            notes: some(String), statusHistory: [entry], interviewDate: some(Date),
            reminderSet: some(Boolean, {default: false}),
            user: must(id, {ref: 'User'}), company: must(id, {ref: 'Company'}),
        }, dated);
        schema.index({user: 1, url: 1}, {unique: true});
        return schema.index({user: 1, url: 1, title: 1}, {unique: true, sparse: true});
    }
    const lists = must([String], {default: []});
    const newer = {
        title: must(String), url: must(String), ...analysis,
        goodFitReasons: lists, considerationPoints: lists, stretchGoals: lists,
        suitabilityScore: must(Number, {min: 0, max: 100}),
    };
    const schema = new Schema({
        userId: must(String, {index: true}), jobId: must(String),
        companyId: must(id, {ref: 'Company'}),
        status: must(String, {default: generation === 'main' ? 'WANT_TO_APPLY' : 'saved'}),
        notes: some(String), ...(generation === 'main' ? newer : {}),
    }, dated);
    return schema.index({userId: 1, jobId: 1}, {unique: true});
}

function models(generation) {
    return {
        Company: mongoose.model('Company', companies()),
        User: mongoose.model('User', people(generation)),
        UserCompanyPreference:
            mongoose.model('UserCompanyPreference', preferences(generation)),
        JobQueue: mongoose.model('JobQueue', jobs(generation), 'jobqueues'),
        CompanyScrapeHistory:
            mongoose.model('CompanyScrapeHistory', histories(generation)),
        TokenUsage: mongoose.model('TokenUsage', usages()),
        SavedJob: mongoose.model('SavedJob', saves(generation)),
    };
}

async function read(of) {
    const told = {};
    for (const [name, model] of Object.entries(of)) {
        const documents = await model.find();
        const wrong = documents.map(each => each.validateSync()?.message).filter(Boolean);
        const undated = documents.filter(
            each => !(each.createdAt && each.updatedAt) && ['CompanyScrapeHistory', 'TokenUsage',
                'SavedJob'].includes(name)).length;
        told[model.collection.name] = {read: documents.length, wrong, undated};
    }
    const place = of.SavedJob.schema.path('company') ? 'company' : 'companyId';
    const found = await of.SavedJob.find().populate(place);
    told.unknownCompanies = found.filter(each => !each[place]).length;
    return told;
}

async function index(of) {
    const told = {};
    for (const [name, model] of Object.entries(of)) {
        await model.init().catch(error => { told[name] = error.message; });
    }
    return told;
}

async function write(of, generation) {
    const told = {}, mark = new Types.ObjectId().toString(), made = [];
    const attempt = async (step, work) => {
        try { return await work(); } catch (error) { told[step] = error.message; return null; }
    };
    for (const name of ['One', 'Two']) {
        made.push(await attempt(`user ${name}`,
            () => of.User.create({email: `${name}-${mark}@Example.org`})));
    }
    const company = await attempt('company', () => of.Company.create({
        companyID: mark, company: 'Written', careers_url: 'https://written.example/jobs',
        work_model: 'HYBRID', headquarters: 'Utrecht'}));
    for (const [at, user] of made.entries()) {
        const by = {v1: user.email, v2: user.id, main: String(user.userId)}[generation];
        const wish = {userId: by, companyId: company._id};
        await attempt(`preference ${at}`, () => of.UserCompanyPreference.findOneAndUpdate(
            wish, {rank: 50 + at, isTracking: false}, {upsert: true, new: true,
                runValidators: true, setDefaultsOnInsert: true}));
        const key = generation === 'main' ? {userId: by} : {userEmail: user.email};
        const links = [{url: `https://written.example/${at}`, text: 'Welder', context: 'Kiel'}];
        for (const time of ['first', 'again']) {
            await attempt(`history ${at} ${time}`,
                () => of.CompanyScrapeHistory.findOneAndUpdate(
                    {companyId: company._id, ...key},
                    {companyId: company._id, ...key, lastScrapeDate: new Date(), links},
                    {upsert: true, new: true}));
        }
        for (const number of [0, 1]) {
            const url = `https://written.example/${mark}/${at}/${number}`;
            const v1 = {user: user._id, company: company._id, url, title: 'Welder',
                suitabilityScore: 80};
            const v2 = {userId: by, jobId: url, companyId: company._id};
            const main = {...v2, title: 'Welder', url, suitabilityScore: 80};
            await attempt(`save ${at} ${number}`,
                () => of.SavedJob.create({v1, v2, main}[generation]));
        }
        await attempt(`status ${at}`, async () => {
            const saved = await of.SavedJob.findOne(
                generation === 'v1' ? {user: user._id} : {userId: by});
            saved.status = 'APPLIED';
            await saved.save();
        });
        await attempt(`usage ${at}`, () => of.TokenUsage.create({
            processId: 'p', operation: 'initial_matching', estimatedTokens: 1, actualTokens: 1,
            inputTokens: 1, outputTokens: 0, costEstimate: {input: 0, output: 0, total: 0},
            companyName: 'Written', userEmail: user.email, companyId: company.id}));
    }
    const job = await attempt('job', () => of.JobQueue.create({companyId: company._id}));
    await attempt('job ends', () => of.JobQueue.findByIdAndUpdate(job._id,
        {status: 'completed', lastAttemptAt: new Date(), completedAt: new Date()}));
    await attempt('company scraped', () => of.Company.findByIdAndUpdate(company._id,
        {lastSuccessfulScrape: new Date(), isProblematic: false, scrapeErrors: []}));
    return told;
}

async function main() {
    const [generation, task] = process.argv.slice(2);
    const {uri} = JSON.parse(require('fs').readFileSync(0, 'utf8'));
    mongoose.set('autoIndex', task !== 'read');
    await mongoose.connect(uri, {serverSelectionTimeoutMS: 20000});
    const of = models(generation);
    const made = task === 'read' ? {} : await index(of);
    const told = {read, write, index: async () => ({})}[task];
    console.log(JSON.stringify({indexes: made, told: await told(of, generation)}));
    await mongoose.disconnect();
}

main().catch(error => { console.error(error); process.exit(1); });
