package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.KeptFilters;
import dev.runtree.settings.SavedView;
import dev.runtree.settings.SettingsFile;
import dev.runtree.store.Database;
import dev.runtree.store.RunPage;
import dev.runtree.store.RunPage.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.store.Search;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ls",
        description = "List runs, newest first.",
        footer = {
            "",
            "A filter is key:value terms and words, such as",
            "  runtree ls status:error since:2h",
            "  runtree ls user:ann -agent:support refund",
            "Words are looked for in everything that went in and out of the steps, whole and newest first.",
        })
final class Ls implements Runnable {
    private static final int DEFAULT_LIMIT = 50;

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILTER", arity = "0..*", description = "which runs (default: all)")
    private String[] words = {};

    @Option(names = "--view", paramLabel = "NAME", description = "the runs of a view that was saved in the window")
    private @Nullable String view;

    @Option(names = "--limit", paramLabel = "N", description = "how many runs at most (default: ${DEFAULT-VALUE})")
    private int limit = DEFAULT_LIMIT;

    @Option(names = "--json", description = "print JSON Lines, one run each")
    private boolean json;

    Ls(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        if (limit < 1) {
            throw new WrongUsage("--limit must be 1 or more, and is " + limit);
        }
        RunFilter filter = FilterWords.parse(view == null ? words : inView(view));
        try (Database database = common.openTraces(program)) {
            var queries = new RunQueries(database);
            if (filter.hasWords()) {
                search(queries, filter);
            } else {
                list(queries, filter);
            }
        }
    }

    /** The words, and what a saved view asks for besides. */
    private String[] inView(String name) {
        var kept = KeptFilters.of(new SettingsFile(program.home()).load());
        String saved = kept.view(name)
                .orElseThrow(() -> new WrongUsage("There is no view '" + name + "'"
                        + (kept.views().isEmpty()
                                ? "; views are saved in the window"
                                : "; there are: "
                                        + kept.views().stream()
                                                .map(SavedView::name)
                                                .collect(Collectors.joining(", ")))))
                .filter();
        return saved.isBlank()
                ? words
                : Stream.concat(Stream.of("(" + saved + ")"), Stream.of(words)).toArray(String[]::new);
    }

    private void list(RunQueries queries, RunFilter filter) {
        var runs = new ArrayList<Run>();
        Place place = null;
        do {
            // One more than asked for tells whether there are more.
            RunPage page = queries.runs(filter, place, limit + 1 - runs.size()).fetch();
            runs.addAll(page.runs());
            place = page.next();
        } while (place != null && runs.size() <= limit);
        List<Run> shown = runs.subList(0, Math.min(limit, runs.size()));
        if (json) {
            shown.forEach(this::print);
        } else {
            new RunTable(program.terminal(), shown).print(runs.size() > limit, !filter.equals(RunFilter.ALL));
        }
    }

    /** What was said may take a while to find: JSON is printed as it is found, and somebody who watches is told how far it is. */
    private void search(RunQueries queries, RunFilter filter) {
        var runs = new ArrayList<Run>();
        var snippets = new HashMap<SpanId, String>();
        boolean more;
        try (var line = new ProgressLine(program.terminal())) {
            more = queries.search(filter, limit, new Search.Listener() {
                        @Override
                        public void found(Search.Hit hit) {
                            if (json) {
                                line.clear();
                                print(hit.run());
                                program.out().flush();
                            } else {
                                runs.add(hit.run());
                                snippets.put(hit.run().id(), hit.snippet());
                            }
                        }

                        @Override
                        public void progress(Search.Progress progress) {
                            line.show(ProgressLine.bar(Math.round(progress.part() * 1_000), 1_000)
                                    + " of the data, back to "
                                    + Figures.time(progress.back(), Instant.now(), ZoneId.systemDefault()));
                        }
                    })
                    .fetch();
        }
        if (!json) {
            new RunTable(program.terminal(), runs, snippets).print(more, true);
        }
    }

    private void print(Run run) {
        var lines = new Json(program.out());
        RunJson.write(lines, run);
        lines.endLine();
    }
}
