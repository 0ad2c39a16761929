package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.model.RunLink;
import dev.runtree.store.ApprovalLists;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.provenance.Provenance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The approval that is selected, or several, ready to be decided; and, beside it, what there is to know of it. */
final class DecisionPane extends StackPane {
    private static final int EARLIER = 6;
    private static final int DAYS = 30;
    private static final Duration SETTLED = Duration.millis(60);

    private final Background background;
    private final ContextPane context;
    private final Consumer<Approval> ready;
    private final Runnable changed;
    private final Latest reading;
    private final Latest reasons;
    private final Latest history;
    private final Provenance provenance;
    private final VBox content = new VBox();
    private final Label hint = new WrappedLabel(Messages.text("approvals.choose"));
    private final Map<String, ApprovalCard> drafts = new LinkedHashMap<>();
    private @Nullable Stores stores;
    private @Nullable Decisions decisions;
    private @Nullable ApprovalCard card;
    private @Nullable Batch batch;
    private @Nullable String wanted;
    private @Nullable Why why;

    /** What is read, and written to. */
    record Stores(ApprovalQueue queue, ApprovalLists lists, RunQueries runs) {}

    /**
     * @param ready told of decisions after which a run can go on, not on the JavaFX thread
     * @param changed called when something was decided
     */
    DecisionPane(
            Background background,
            ContextPane context,
            Consumer<String> openRun,
            Consumer<Approval> ready,
            Runnable changed) {
        this.ready = ready;
        this.background = background;
        this.context = context;
        this.changed = changed;
        reading = new Latest(background, SETTLED);
        reasons = new Latest(background, Duration.ZERO);
        history = new Latest(background, Duration.ZERO);
        provenance = new Provenance(background);
        provenance.onJump((place, words) -> {
            var of = card;
            if (of != null) {
                openRun.accept(new RunLink(of.approval().runId(), place.span().spanId()).toString());
            }
        });
        provenance.spans(() -> why == null ? List.of() : why.spans());
        content.getStyleClass().add("approval-decision");
        hint.getStyleClass().add("hint");
        var scroll = new ScrollPane(content);
        scroll.getStyleClass().addAll("detail-scroll", "approval-decision-pane");
        scroll.setFitToWidth(true);
        scroll.setAccessibleText(Messages.text("panes.approval"));
        getChildren().addAll(scroll, hint);
        provenance.attach(this);
        clear();
    }

    void use(Stores other) {
        stores = other;
        var made = new Decisions(background, other.queue());
        made.onEnded(ended -> changed.run());
        made.onReady(ready);
        decisions = made;
        drafts.clear();
        provenance.use(other.runs());
        clear();
    }

    void clear() {
        reading.cancel();
        reasons.cancel();
        history.cancel();
        keepDraft();
        wanted = null;
        card = null;
        batch = null;
        why = null;
        put(null);
        context.show(null);
        provenance.show(null, null);
    }

    private void put(@Nullable Node node) {
        content.getChildren().setAll(node == null ? List.of() : List.of(node));
        hint.setVisible(node == null);
    }

    /** What was begun in a card and not sent is there again when the reader comes back. */
    private void keepDraft() {
        var before = card;
        if (before != null) {
            if (before.isBeingDecided()) {
                drafts.put(before.approval().id(), before);
            } else {
                drafts.remove(before.approval().id());
            }
        }
    }

    void show(List<Approval> selected) {
        var with = decisions;
        if (selected.size() == 1) {
            show(selected.getFirst());
        } else if (with != null && selected.stream().allMatch(Approval::isPending)) {
            clear();
            var made = new Batch(background, with, selected, changed);
            batch = made;
            put(made);
        } else {
            clear();
        }
    }

    private void show(Approval selected) {
        var from = stores;
        if (from == null || selected.id().equals(wanted)) {
            return;
        }
        clear();
        wanted = selected.id();
        hint.setVisible(false);
        reading.ask(() -> from.queue().approval(selected.id()), this::found, this::failed);
    }

    private void found(Optional<Approval> found) {
        var with = decisions;
        if (found.isEmpty() || with == null) {
            put(problem(Messages.text("approvals.gone")));
            return;
        }
        var whole = found.get();
        var kept = drafts.remove(whole.id());
        var shown = kept == null ? new ApprovalCard(whole) : kept;
        shown.show(whole);
        with.attach(shown);
        card = shown;
        put(shown);
        context.show(whole);
        explain(whole);
    }

    private void failed(RuntimeException problem) {
        put(problem(Messages.text("approvals.unread", String.valueOf(problem.getMessage()))));
    }

    private static Label problem(String words) {
        var label = new WrappedLabel(words);
        label.getStyleClass().add("approval-problem");
        return label;
    }

    private void explain(Approval of) {
        var from = stores;
        if (from == null) {
            return;
        }
        reasons.askNow(
                new WhyReader(from.runs(), of),
                found -> {
                    why = found.orElse(null);
                    context.why(why);
                    if (why != null && why.call() != null) {
                        provenance.show(why.run(), why.call());
                    }
                },
                problem -> context.whyFailed(String.valueOf(problem.getMessage())));
        var tool = of.tool();
        if (tool != null) {
            history.askNow(
                    new EarlierReader(from.lists(), tool, of.id(), Instant.now().minus(DAYS, ChronoUnit.DAYS), EARLIER),
                    found -> context.earlier(tool, found.tally(), found.last()),
                    problem -> {});
        }
    }

    /** What is shown may have been decided by somebody else, or have lapsed. */
    void refresh() {
        var from = stores;
        var shown = card;
        if (from != null && shown != null && shown.approval().isPending()) {
            reading.again(
                    () -> from.queue().approval(shown.approval().id()),
                    found -> found.ifPresent(shown::show),
                    problem -> {});
        }
    }

    /** What is known of what led to the approval that is shown. */
    @Nullable Why why() {
        return why;
    }

    @Nullable Approval approval() {
        return card == null ? null : card.approval();
    }

    /** Does what a key does that was pressed in the list. */
    boolean press(KeyEvent event) {
        return card != null && card.press(event);
    }

    void approve() {
        if (batch != null) {
            batch.askApproval();
        } else if (card != null) {
            card.approve();
        }
    }

    void edit() {
        if (card != null) {
            card.beginEditing();
        }
    }

    void reject() {
        if (batch != null) {
            batch.askRejection();
        } else if (card != null) {
            card.beginRejecting();
        }
    }
}
