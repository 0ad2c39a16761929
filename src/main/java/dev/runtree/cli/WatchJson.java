package dev.runtree.cli;

import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.QueueDepth;
import dev.runtree.model.watch.RunLatency;
import dev.runtree.model.watch.Signal;
import dev.runtree.model.watch.TokenSpend;
import dev.runtree.model.watch.ToolFailures;
import dev.runtree.model.watch.UserActivity;
import dev.runtree.model.watch.Watched;
import dev.runtree.store.Scope;
import dev.runtree.store.SignalFilter;
import dev.runtree.store.Signals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What is watched as one JSON object: of each signal its figures, those of the period before, those of each stretch of time,
 * the parts of the filter that it cannot be asked by, and a statement that gives its numbers.
 */
final class WatchJson {
    private static final int RATE_DECIMALS = 6;

    private final Json json;

    WatchJson(Json json) {
        this.json = json;
    }

    void print(Scope scope, String filter, Watched watched) {
        json.startObject()
                .text("since", scope.since().toString())
                .text("until", scope.until().toString())
                .text("filter", filter);
        begin(Signal.LATENCY, scope, watched.latency().course());
        latency(watched.latency());
        begin(Signal.SPEND, scope, watched.spend().course());
        spend(watched.spend());
        begin(Signal.TOOLS, scope, watched.tools().course());
        tools(watched.tools());
        begin(Signal.USERS, scope, watched.users().course());
        users(watched.users());
        begin(Signal.APPROVALS, scope, watched.approvals().course());
        approvals(watched.approvals());
        json.endObject().endLine();
    }

    private void begin(Signal signal, Scope scope, Course course) {
        json.key(signal.word()).startObject();
        json.number("stretch_seconds", course.width().toSeconds())
                .texts(
                        "not_asked_by",
                        SignalFilter.passedOver(signal, scope).stream()
                                .map(part -> part.endsWith(":") ? part.substring(0, part.length() - 1) : part)
                                .toList())
                .text("sql", Signals.sql(signal, scope));
    }

    private void latency(RunLatency latency) {
        spread(latency.now());
        before(() -> spread(latency.before()));
        stretches(latency.course(), latency.stretches(), this::spread);
        json.endObject();
    }

    private void spread(RunLatency.Spread spread) {
        json.number("runs", spread.runs())
                .number("failed", spread.failed())
                .millis("p50_ms", spread.p50())
                .millis("p90_ms", spread.p90())
                .millis("p99_ms", spread.p99());
    }

    private void spend(TokenSpend spend) {
        var counted = spend.isOfRuns() ? "runs" : "calls";
        spent(counted, spend.now());
        before(() -> spent(counted, spend.before()));
        json.key("models").startArray();
        for (var model : spend.models()) {
            json.startObject().text("model", model.model());
            spent(counted, model.now());
            before(() -> spent(counted, model.before()));
            stretches(spend.course(), model.stretches(), spent -> spent(counted, spent));
            json.endObject();
        }
        json.endArray().endObject();
    }

    private void spent(String counted, TokenSpend.Spent spent) {
        json.number(counted, spent.calls())
                .decimal("total_tokens", spent.tokens())
                .decimal("cost", spent.cost())
                .number("unpriced_calls", spent.unpriced());
    }

    private void tools(ToolFailures tools) {
        calls(tools.now());
        before(() -> calls(tools.before()));
        stretches(tools.course(), tools.stretches(), this::calls);
        json.key("tools").startArray();
        for (var tool : tools.tools()) {
            json.startObject().text("tool", tool.tool());
            calls(tool.now());
            before(() -> calls(tool.before()));
            stretches(tools.course(), tool.stretches(), this::calls);
            json.endObject();
        }
        json.endArray().endObject();
    }

    private void calls(ToolFailures.Calls calls) {
        json.number("calls", calls.ended())
                .number("failed", calls.failed())
                .decimal(
                        "failure_rate", BigDecimal.valueOf(calls.rate()).setScale(RATE_DECIMALS, RoundingMode.HALF_UP));
    }

    private void users(UserActivity users) {
        count(users.now());
        before(() -> count(users.before()));
        json.key("top").startArray();
        for (var user : users.top()) {
            json.startObject().text("user_id", user.user()).number("runs", user.runs());
            stretches(users.course(), user.stretches(), runs -> json.number("runs", runs));
            json.endObject();
        }
        json.endArray();
        json.key("others").startObject();
        stretches(users.course(), users.others(), runs -> json.number("runs", runs));
        json.endObject().endObject();
    }

    private void count(UserActivity.Count count) {
        json.number("users", count.users()).number("runs", count.runs());
    }

    private void approvals(QueueDepth queue) {
        json.number("pending", queue.waiting())
                .text(
                        "oldest_asked",
                        queue.oldest().isEmpty()
                                ? null
                                : queue.oldest().getFirst().at().toString())
                .number("peak", queue.peak());
        decided(queue.now());
        before(() -> decided(queue.before()));
        stretches(
                queue.course(),
                queue.depths(),
                depth -> json.number("pending", depth.last()).number("peak", depth.most()));
        json.key("oldest").startArray();
        for (var asked : queue.oldest()) {
            json.startObject()
                    .text("id", asked.id())
                    .text("run_id", asked.runId())
                    .text("tool_name", asked.tool())
                    .text("source_name", asked.by())
                    .text("user_id", asked.user())
                    .text("created_at", asked.at().toString())
                    .endObject();
        }
        json.endArray().endObject();
    }

    private void decided(QueueDepth.Decided decided) {
        json.number("decided", decided.count()).millis("median_decision_ms", decided.median());
    }

    private void before(Runnable figures) {
        json.key("before").startObject();
        figures.run();
        json.endObject();
    }

    private interface Figures<T> {
        void write(T of);
    }

    private <T> void stretches(Course course, List<T> of, Figures<T> figures) {
        json.key("stretches").startArray();
        for (var i = 0; i < of.size(); i++) {
            json.startObject().text("start", course.start(i).toString());
            figures.write(of.get(i));
            json.endObject();
        }
        json.endArray();
    }
}
