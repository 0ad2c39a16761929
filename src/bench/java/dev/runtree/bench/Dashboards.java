package dev.runtree.bench;

import dev.runtree.store.Database;
import dev.runtree.store.Query;
import dev.runtree.store.Scope;
import dev.runtree.store.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What dashboards ask over a month that ends now: each question, for all and for one user, agent, model and tool. */
final class Dashboards {
    private static final String[] MODELS = {"gpt-4o-mini", "claude-sonnet-4-5", "gpt-4o", "gemini-2.5-flash"};

    /** As many lines as a list shows at once. */
    private static final int PAGE = 100;

    private Dashboards() {}

    static List<NamedQuery> of(Database database) {
        var statistics = new Statistics(database);
        return List.of(
                all("runs over time", statistics::runsOverTime),
                all("runs by name", statistics::runsByName),
                all("runs by user", statistics::runsByUser),
                all("runs by user and day", scope -> statistics.runsByUserAndDay(scope, PAGE)),
                all("models", statistics::models),
                all("models by user", statistics::modelsByUser),
                all("tools", statistics::tools),
                some("runs of a user over time", i -> month().ofUser(user(i)), statistics::runsOverTime),
                some("runs of a user by name", i -> month().ofUser(user(i)), statistics::runsByName),
                some("models of a user", i -> month().ofUser(user(i)), statistics::models),
                some("runs of an agent over time", i -> month().ofName(agent(i)), statistics::runsOverTime),
                some("users of an agent", i -> month().ofName(agent(i)), statistics::runsByUser),
                some("users of a model", i -> month().ofModel(MODELS[i % MODELS.length]), statistics::modelsByUser),
                some("a tool", i -> month().ofTool("tool_" + i % 20), statistics::tools));
    }

    private static NamedQuery all(String name, Function<Scope, ? extends Query<?>> question) {
        return some(name, i -> month(), question);
    }

    private static NamedQuery some(
            String name, IntFunction<Scope> scope, Function<Scope, ? extends Query<?>> question) {
        return new NamedQuery(name, i -> question.apply(scope.apply(i)));
    }

    /** Begins and ends in the middle of an hour, as a range that moves with the time does. */
    private static Scope month() {
        var now = Instant.now();
        return Scope.of(now.minus(Duration.ofDays(GeneratedRows.DAYS)), now);
    }

    private static String user(int i) {
        return "user-" + i * 23 % (GeneratedSql.USERS - 20);
    }

    private static String agent(int i) {
        return "agent-" + i % GeneratedSql.AGENTS;
    }
}
