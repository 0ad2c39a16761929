package dev.runtree.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Annotations;
import dev.runtree.store.RunCount;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Highlight;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.shell.Inlets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Words in the window's filter: found in whole payloads, newest first, with how far it has looked. */
@Tag("fx")
class WordsInListTest {
    private static final long SECOND = 1_000_000_000L;

    @SuppressWarnings("TimeInStaticInitializer") // runs of one moment, told apart by their number
    private static final long START = Instant.now().getEpochSecond() - 900;

    private static final int RUNS = 400;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    /** Every run says "common"; the tool of one says "pomegranate", in the middle of a result of a megabyte. */
    @BeforeAll
    static void write() {
        var spans = new ArrayList<RecordedSpan>();
        for (int i = 1; i <= RUNS; i++) {
            spans.add(span(i, 1, 0, SpanKind.AGENT, "{\"input.value\":\"number " + i + " is common\"}"));
        }
        var far = "x".repeat(600_000) + " a ripe pomegranate was shipped " + "y".repeat(400_000);
        spans.add(span(7, 2, 1, SpanKind.TOOL, "{\"output.value\":\"" + far + "\"}"));
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
    }

    private static RecordedSpan span(int trace, int number, int parent, SpanKind kind, String attributes) {
        long start = (START + trace) * SECOND + number;
        var span = Span.builder(new SpanId("%032x".formatted(trace), "%016x".formatted(number)), "step-" + trace, kind)
                .parent(parent == 0 ? null : "%016x".formatted(parent))
                .status(SpanStatus.OK, null)
                .time(start, start + SECOND)
                .build();
        return new RecordedSpan(span, new Payload(attributes, "[]", "[]", "{}", "{}", null, null));
    }

    @Test
    void a_word_deep_in_a_result_finds_its_run_and_is_marked_in_the_row() {
        try (var window = new FxWindow(db.home(), Inlets.NONE, 1440, 900)) {
            window.open(db.target());
            window.run(() -> ((TextField) window.find("#editor")).setText("Pomegranate"));
            window.await(
                    "the end of the search", there -> there.texts(".search-bar").contains("Searched all"));

            assertThat(window.ask(() ->
                            runs(window).getItems().stream().map(Run::name).toList()))
                    .containsExactly("step-7");
            assertThat(window.texts(".search-bar")).contains("Searched all " + RUNS + " runs");
            assertThat(window.shows("1 run")).isTrue();
            assertThat(window.ask(() -> ((Label) window.find(".snippet-words")).getText()))
                    .isEqualTo("pomegranate");
            assertThat(window.texts(".snippet")).contains("a ripe ", " was shipped");
        }
    }

    @Test
    void closedCountsTellOfNoFilter() {
        try (var window = new FxWindow(db.home(), Inlets.NONE, 1440, 900)) {
            window.open(db.target());
            window.await(
                    "the runs", there -> there.ask(() -> !runs(there).getItems().isEmpty()));
            var head = (Button) window.ask(() -> window.find(".facets-head"));
            window.run(() -> {
                if (!window.find(".facets-body").isVisible()) {
                    head.fire();
                }
            });
            window.await("the counts", there -> there.texts(".facets").contains("in these 400 runs"));
            window.run(head::fire);
            assertThat(window.ask(head::getText)).isEqualTo("Counts by value");
            window.run(head::fire); // as they were: the choice is kept
        }
    }

    @SuppressWarnings("unchecked")
    private static ListView<Run> runs(FxWindow window) {
        return (ListView<Run>) window.find(".run-list .list-view");
    }

    @Test
    void streams_newest_first_counts_no_more_than_it_knows_and_can_be_ended() {
        var toolkit = Toolkit.headless();
        var background = toolkit.call(Background::new);
        var feed = toolkit.call(() -> {
            var fresh = new RunFeed(background, () -> true, List::of);
            fresh.use(new RunQueries(db.database()), new Annotations(db.database()));
            return fresh;
        });
        quiet(background);

        toolkit.call(() -> {
            feed.show(RunFilter.parse("common"));
            feed.stop();
            return true;
        });
        quiet(background);
        assertThat(toolkit.call(() -> feed.reach().reachedProperty().get().goesOn()))
                .isFalse();
        assertThat(toolkit.call(() -> feed.reach().reachedProperty().get().runs()))
                .isZero();
        assertThat(toolkit.call(() -> feed.stateProperty().get()))
                .as("ended before anything was found")
                .isEqualTo(new FeedState.Nothing());
        assertThat(toolkit.call(() -> List.copyOf(feed.shown()))).isEmpty();
        assertThat(toolkit.call(feed::isWhole)).isFalse();

        toolkit.call(() -> {
            feed.goOn();
            return true;
        });
        quiet(background);
        var first = toolkit.call(() -> List.copyOf(feed.shown()));
        assertThat(first).hasSizeBetween(RunFeed.PAGE, RUNS - 1).isSortedAccordingTo(RunMerge.NEWEST_FIRST);
        assertThat(toolkit.call(() -> feed.countProperty().get())).isEqualTo(new RunCount(first.size(), true));
        assertThat(toolkit.call(() -> feed.reach().reachedProperty().get())).satisfies(reached -> {
            assertThat(reached.all()).isEqualTo(new RunCount(RUNS, false));
            assertThat(reached.runs()).isBetween((long) first.size(), (long) RUNS);
            assertThat(reached.goesOn()).isFalse();
            assertThat(reached.isEnd()).isFalse();
        });

        for (int i = 0; i < RUNS / RunFeed.PAGE; i++) {
            toolkit.call(() -> {
                feed.more();
                return true;
            });
            quiet(background);
        }
        assertThat(toolkit.call(() -> List.copyOf(feed.shown())))
                .hasSize(RUNS)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(RunMerge.NEWEST_FIRST);
        assertThat(toolkit.call(() -> feed.countProperty().get())).isEqualTo(new RunCount(RUNS, false));
        assertThat(toolkit.call(() -> feed.reach().reachedProperty().get().isEnd()))
                .isTrue();
    }

    private static void quiet(Background background) {
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Test
    void marks_the_words_of_a_filter_and_not_what_it_excludes() {
        var words = Highlight.of(RunFilter.parse("\"to Berlin\" -Bern user:ana (rain OR snow*storm)"));

        assertThat(words.in("From Bern TO\n  Berlin, snow or a snowy thunderstorm, rain"))
                .extracting(mark -> "From Bern TO\n  Berlin, snow or a snowy thunderstorm, rain"
                        .substring(mark.start(), mark.end()))
                .containsExactly("TO\n  Berlin", "snow or a snowy thunderstorm", "rain");
        assertThat(Highlight.of(RunFilter.parse("user:ana")).isNone()).isTrue();
    }
}
