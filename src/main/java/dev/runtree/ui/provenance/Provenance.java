package dev.runtree.ui.provenance;

import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.provenance.Leaf;
import dev.runtree.provenance.Origin;
import dev.runtree.provenance.Place;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WhereFromAsked;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.text.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where values come from, for the step that is shown in a pane: asks for it behind the reader's back, hands it to what shows
 * arguments in the pane, and answers questions in a card over it. What shows arguments finds it by {@link #around}.
 */
public final class Provenance {
    private static final Duration SETTLED = Duration.millis(80);

    private final Latest marks;
    private final Latest questions;
    private final ReadOnlyObjectWrapper<@Nullable StepOrigins> origins = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty marked = new SimpleBooleanProperty(true);
    private BiConsumer<Place, String> jump = (place, words) -> {};
    private Supplier<List<Span>> spans = List::of;
    private @Nullable RunQueries queries;
    private @Nullable RunOrigins run;
    private @Nullable Span step;
    private @Nullable AnswerCard card;

    public Provenance(Background background) {
        marks = new Latest(background, SETTLED);
        questions = new Latest(background, Duration.ZERO);
    }

    /** The nearest one around a node; {@code null} where there is none. */
    static @Nullable Provenance around(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.hasProperties() && at.getProperties().get(Provenance.class) instanceof Provenance found) {
                return found;
            }
        }
        return null;
    }

    /** Answers what is asked inside a pane, over it. */
    public void attach(StackPane pane) {
        pane.getProperties().put(Provenance.class, this);
        var shown = new AnswerCard(this::jumpTo);
        shown.setOnClosed(pane::requestFocus);
        card = shown;
        pane.getChildren().add(shown);
        pane.addEventHandler(WhereFromAsked.ASKED, asked -> {
            ask(asked.text(), asked.getTarget() instanceof Node node ? node : pane);
            asked.consume();
        });
    }

    /** Where a jump to a place of the run goes, and to the words that stand there. */
    public void onJump(BiConsumer<Place, String> handler) {
        jump = handler;
    }

    /** The spans of the run that is shown, asked for when a question needs them. */
    public void spans(Supplier<List<Span>> given) {
        spans = given;
    }

    /** Whether arguments are marked: one switch for all of them. */
    public BooleanProperty markedProperty() {
        return marked;
    }

    /** Reads from another database. */
    public void use(RunQueries other) {
        queries = other;
        run = null;
        show(null, null);
    }

    /** The step that the pane shows now, or has become what it is now. */
    public void show(@Nullable Run of, @Nullable Span shown) {
        var same = shown != null && step != null && shown.id().equals(step.id());
        step = shown;
        if (!same) {
            marks.cancel();
            questions.cancel();
            origins.set(null);
            hideCard();
        }
        if (of == null || shown == null) {
            run = null;
            return;
        }
        var asked = questions(of);
        if (asked != null) {
            marks.ask(() -> marks(asked, shown), origins::set, why -> origins.set(null));
        }
    }

    /** Answers of one run share what was read for them; a run that has grown is looked at anew. */
    private @Nullable RunOrigins questions(Run of) {
        var asked = queries;
        if (asked == null) {
            return null;
        }
        var all = spans.get();
        var now = run;
        if (now == null || !now.isOf(of, all)) {
            now = now != null && now.isOf(of) ? now.grown(of, all) : new RunOrigins(asked, of, all);
            run = now;
        }
        return now;
    }

    private static Query<@Nullable StepOrigins> marks(RunOrigins of, Span span) {
        return span.kind() == SpanKind.LLM
                ? of.ofMessages(span.id()).map(calls -> {
                    var byMembers = new HashMap<List<JsonText.Member>, CallOrigins>();
                    calls.forEach((call, found) -> put(call.arguments(), found, byMembers));
                    return new StepOrigins(span, byMembers);
                })
                : of.ofTool(span.id()).map(found -> {
                    var byMembers = new HashMap<List<JsonText.Member>, CallOrigins>();
                    found.ifPresent(tool -> put(tool.arguments(), tool.origins(), byMembers));
                    return new StepOrigins(span, byMembers);
                });
    }

    private static void put(String arguments, CallOrigins found, Map<List<JsonText.Member>, CallOrigins> to) {
        JsonText.members(arguments).ifPresent(members -> to.merge(members, found, CallOrigins::inCommon));
    }

    ReadOnlyObjectProperty<@Nullable StepOrigins> originsProperty() {
        return origins.getReadOnlyProperty();
    }

    /** Marks for a tool of a run, for who shows it elsewhere; empty when it has no arguments. */
    public Optional<Query<Optional<CallOrigins>>> ofTool(Run of, Span tool) {
        var asked = questions(of);
        return asked == null || !marked.get()
                ? Optional.empty()
                : Optional.of(asked.ofTool(tool.id()).map(found -> found.map(RunOrigins.Tool::origins)));
    }

    /** Asks where the result of the step that is shown was used. */
    void uses(Consumer<RunOrigins.Uses> told, Consumer<RuntimeException> failed) {
        var asked = run;
        var at = step;
        if (asked != null && at != null) {
            questions.askNow(asked.uses(at.id()), told, failed);
        }
    }

    @Nullable Span span(SpanId id) {
        return run == null ? null : run.span(id);
    }

    /** Tells where the values of an argument come from, beside it. */
    void tell(String title, List<Origin> found, Node beside) {
        var shown = card;
        if (shown != null) {
            shown.show(title, found, this::span, beside);
        }
    }

    private void ask(String text, Node beside) {
        var asked = run;
        var at = step;
        if (asked == null || at == null) {
            return;
        }
        var value = new Leaf("", Leaf.Kind.TEXT, text);
        questions.askNow(
                asked.ofText(at, value),
                origin -> tell(Wording.cut(text, 120), List.of(origin), beside),
                why -> failed(text, why, beside));
    }

    private void failed(String text, RuntimeException why, Node beside) {
        var shown = card;
        if (shown != null) {
            shown.fail(
                    Wording.cut(text, 120), Messages.text("origin.failed", String.valueOf(why.getMessage())), beside);
        }
    }

    void jumpTo(Place place, String words) {
        hideCard();
        jump.accept(place, words);
    }

    private void hideCard() {
        var shown = card;
        if (shown != null) {
            shown.hide();
        }
    }
}
