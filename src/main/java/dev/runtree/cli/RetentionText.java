package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.RetentionPlan;
import dev.runtree.store.RetentionPolicy;
import dev.runtree.store.RetentionReport;
import org.jspecify.annotations.Nullable;

/** How long traces are kept, and what goes or went, for reading and as JSON. */
final class RetentionText {
    private final RetentionPlan plan;
    private final @Nullable RetentionReport report;

    /** @param report what went; {@code null} when nothing was to go */
    RetentionText(RetentionPlan plan, @Nullable RetentionReport report) {
        this.plan = plan;
        this.report = report;
    }

    void print(Output out, boolean dryRun) {
        out.line((dryRun ? "Would be kept: " : "Kept: ") + policy(plan.policy()));
        out.line("Steps take " + Figures.bytes(plan.bytes()) + " on disk");
        if (plan.obstacle() != null) {
            out.line("The size cannot be kept. " + plan.obstacle());
        }
        if (report != null) {
            went(out, report);
        } else if (plan.days().isEmpty()) {
            out.line("Nothing is old enough to go");
        } else {
            goes(out);
        }
    }

    /** {@code steps for 90 days, runs for ever}. */
    static String policy(RetentionPolicy policy) {
        return "steps "
                + (policy.days() == null ? "for ever" : "for " + Figures.counted(policy.days(), "day"))
                + (policy.bytes() == null ? "" : ", at most " + Figures.bytes(policy.bytes()))
                + ", runs "
                + (policy.runsDays() == null ? "for ever" : "for " + Figures.counted(policy.runsDays(), "day"));
    }

    private void goes(Output out) {
        for (var day : plan.days()) {
            out.line(day.day() + " goes: ~" + Figures.counted(day.spans(), "span") + ", " + Figures.bytes(day.bytes())
                    + (day.forSize() ? ", for the size" : ""));
        }
        out.line("Then steps take " + Figures.bytes(plan.bytesAfter()));
    }

    private static void went(Output out, RetentionReport report) {
        for (var day : report.days()) {
            out.line(day.day() + " went: " + Figures.counted(day.spans(), "span") + ", " + Figures.bytes(day.bytes())
                    + (day.kept() == 0 ? "" : "; " + Figures.counted(day.kept(), "span") + " kept"));
        }
        if (report.strays() + report.logs() + report.traces() > 0) {
            out.line("Went from other days: " + Figures.counted(report.strays(), "span") + ", "
                    + Figures.counted(report.logs(), "log record") + ", the runs of "
                    + Figures.counted(report.traces(), "trace"));
        }
        for (var day : report.inUse()) {
            out.line(day + " is in use and goes the next time");
        }
        if (report.isEmpty() && report.inUse().isEmpty()) {
            out.line("Nothing was old enough to go");
        }
    }

    void print(Json json) {
        json.startObject();
        policy(json, plan.policy());
        json.number("bytes", plan.bytes()).text("obstacle", plan.obstacle());
        json.key("goes").startArray();
        for (var day : plan.days()) {
            json.startObject()
                    .text("day", day.day().toString())
                    .number("spans", day.spans())
                    .number("bytes", day.bytes())
                    .text("because", day.forSize() ? "size" : "age")
                    .endObject();
        }
        json.endArray().key("went");
        if (report == null) {
            json.write(out -> out.writeNull());
        } else {
            went(json, report);
        }
        json.endObject().endLine();
    }

    static void policy(Json json, RetentionPolicy policy) {
        json.number("days", asLong(policy.days()))
                .number("max_bytes", policy.bytes())
                .number("runs_days", asLong(policy.runsDays()));
    }

    private static @Nullable Long asLong(@Nullable Integer value) {
        return value == null ? null : Long.valueOf(value);
    }

    private static void went(Json json, RetentionReport report) {
        json.startObject().key("days").startArray();
        for (var day : report.days()) {
            json.startObject()
                    .text("day", day.day().toString())
                    .number("spans", day.spans())
                    .number("kept_spans", day.kept())
                    .number("bytes", day.bytes())
                    .endObject();
        }
        json.endArray()
                .number("other_spans", report.strays())
                .number("log_records", report.logs())
                .number("traces", report.traces())
                .texts("in_use", report.inUse().stream().map(String::valueOf).toList())
                .endObject();
    }
}
