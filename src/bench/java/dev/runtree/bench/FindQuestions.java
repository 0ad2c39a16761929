package dev.runtree.bench;

import dev.runtree.model.ConversationId.Kind;
import dev.runtree.query.Key;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.query.StepKey;
import dev.runtree.store.Database;
import dev.runtree.store.Facets;
import dev.runtree.store.RunQueries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a window asks beside its list of runs, for filters that match all, many, few and no runs. */
final class FindQuestions {
    private static final int PAGE = 50;
    private static final int CAP = 1_000;
    private static final int OFFERED = 12;

    private static final List<String> FILTERS = List.of(
            "",
            "since:2h",
            "since:30d",
            "user:user-7",
            "user:user-7 since:30d",
            "user:user-990",
            "user:nobody",
            "agent:agent-3",
            "agent:agent-3 since:30d",
            "user:user-7 agent:" + GeneratedSql.RARE_AGENT,
            "status:error",
            "status:error since:30d",
            "status:paused",
            "cost:>0.0124",
            "duration:>55s",
            "cost:>5",
            "name:agent-1*",
            "env:staging",
            "-agent:agent-0",
            "model:gpt-4o",
            "tool:tool_3",
            "tool:" + GeneratedSql.RARE_TOOL,
            "tool:launch_rocket",
            "star:yes",
            "star:no",
            "tag:reviewed",
            "tag:escalated",
            "tag:nobody",
            "score:helpful>0.9",
            "score:helpful>2",
            "note:refund");

    private final Database database;
    private final RunQueries queries;

    FindQuestions(Database database) {
        this.database = database;
        this.queries = new RunQueries(database);
    }

    /** By what is asked for. */
    Map<String, List<NamedQuery>> groups() {
        var facets = new Facets(database);
        var conversations = queries.conversations();
        var groups = new LinkedHashMap<String, List<NamedQuery>>();
        groups.put("course of runs", each(filter -> i -> queries.course(filter)));
        groups.put("counts by value", each(filter -> i -> facets.of(filter)));
        groups.put(
                "failed tools",
                each(filter -> i -> facets.failedTools(facets.of(filter).fetch().failed())));
        groups.put("count of runs", each(filter -> i -> queries.count(filter, CAP)));
        for (var kind : Kind.values()) {
            var name = kind == Kind.SESSION ? "sessions" : "users";
            groups.put(name, each(filter -> i -> conversations.page(kind, filter, null, Set.of(), PAGE)));
            groups.put("count of " + name, each(filter -> i -> conversations.count(kind, filter, CAP)));
            groups.put("runs of no " + name, each(filter -> i -> conversations.outside(kind, filter, CAP)));
        }
        groups.put("values to complete", values());
        return groups;
    }

    private interface Asking {
        java.util.function.IntFunction<dev.runtree.store.Query<?>> of(RunFilter filter);
    }

    private static List<NamedQuery> each(Asking asking) {
        return FILTERS.stream()
                .map(filter -> new NamedQuery(filter, asking.of(RunFilter.parse(filter))))
                .toList();
    }

    private List<NamedQuery> values() {
        var values = new ArrayList<NamedQuery>();
        for (var key : List.of(
                RunKey.USER,
                RunKey.SESSION,
                RunKey.AGENT,
                RunKey.NAME,
                RunKey.ENV,
                RunKey.STATUS,
                RunKey.MODEL,
                RunKey.TAG,
                RunKey.SCORE,
                StepKey.TOOL,
                StepKey.ERROR)) {
            for (var typed : List.of("", "a", "-99", "nobody")) {
                values.add(value(key, "", "", typed));
            }
        }
        for (var others : List.of("user:user-7", "status:error", "tool:" + GeneratedSql.RARE_TOOL, "cost:>5")) {
            values.add(value(RunKey.SESSION, "", others, ""));
            values.add(value(RunKey.SESSION, "", others, "nobody"));
        }
        values.add(value(StepKey.ATTR, "", "", ""));
        values.add(value(StepKey.ATTR, "app.tier", "", ""));
        values.add(value(StepKey.ATTR, "app.tier", "status:paused", "gold"));
        values.add(value(StepKey.ATTR, "nothing", "tool:launch_rocket", ""));
        return values;
    }

    private NamedQuery value(Key key, String attribute, String others, String typed) {
        var filter = RunFilter.parse(others);
        return new NamedQuery(
                key + (attribute.isEmpty() ? "" : "." + attribute) + ":" + typed
                        + (others.isEmpty() ? "" : " with " + others),
                i -> queries.values(key, attribute, filter, typed, OFFERED));
    }
}
