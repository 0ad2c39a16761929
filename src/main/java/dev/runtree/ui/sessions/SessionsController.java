package dev.runtree.ui.sessions;

import dev.runtree.model.ConversationId;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.store.ConversationTotals;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFit;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The view of sessions and users: which there are for the filter, the conversation of one of them read as a chat, and what it
 * adds up to. It asks for nothing while it is not shown.
 */
public final class SessionsController {
    private final ConversationList conversations;
    private final ChatPane chat;
    private final TotalsPane totals;
    private final Latest adding;
    private Consumer<Run> openRun = run -> {};
    private BiConsumer<Run, SpanId> openStep = (run, step) -> {};
    private Consumer<RunFilter> showRuns = filter -> {};
    private @Nullable RunQueries queries;
    private @Nullable ConversationId shown;
    private RunFilter filter = RunFilter.ALL;
    private @Nullable ConversationTotals known;
    private int addedUp;
    private boolean active;
    private boolean adds;
    private boolean addAgain;
    private boolean stale = true;

    @FXML
    private StackPane listSlot;

    @FXML
    private StackPane chatSlot;

    @FXML
    private StackPane totalsSlot;

    @SuppressWarnings("NullAway.Init")
    public SessionsController(Background background) {
        adding = new Latest(background, Duration.millis(150));
        chat = new ChatPane(background, wishes());
        totals = new TotalsPane(place -> chat.go(place), this::addUpAnew);
        conversations = new ConversationList(
                background, this::show, wanted -> showRuns.accept(wanted), () -> chat.focusTurns());
    }

    private ChatPane.Wishes wishes() {
        return new ChatPane.Wishes() {
            @Override
            public void open(Run run) {
                openRun.accept(run);
            }

            @Override
            public void open(Run run, SpanId step) {
                openStep.accept(run, step);
            }

            @Override
            public void openSession(String session) {
                conversations.select(ConversationId.session(session));
            }
        };
    }

    @FXML
    private void initialize() {
        listSlot.getChildren().setAll(conversations);
        chatSlot.getChildren().setAll(chat);
        totalsSlot.getChildren().setAll(totals);
        chat.entries().subscribe(this::turnsChanged);
    }

    /** Their number tells whether all are there that are added up; what each says makes no difference. */
    private void turnsChanged() {
        var of = shown;
        var sums = known;
        if (of != null && sums != null && chat.entries().size() != addedUp) {
            show(of, sums);
        }
    }

    /** Reads from another database. */
    public void use(RunQueries other) {
        queries = other;
        shown = null;
        endAdding();
        totals.clear();
        conversations.use(other.conversations());
        chat.use(other);
        stale = true;
        readIfActive();
    }

    /** Shows the sessions and users of which a run matches. */
    public void filter(RunFilter wanted) {
        filter = wanted;
        stale = true;
        readIfActive();
    }

    /** The database has told of a change. */
    public void refresh() {
        if (active && queries != null) {
            conversations.refresh();
            chat.refresh();
            addUpAgain();
        } else {
            stale = true;
        }
    }

    /** Says whether the view is shown. */
    public void setActive(boolean now) {
        active = now;
        readIfActive();
    }

    private void readIfActive() {
        if (active && stale && queries != null) {
            stale = false;
            conversations.show(filter);
            chat.refresh();
            addUp();
        }
    }

    private void show(@Nullable ConversationId wanted) {
        shown = wanted;
        known = null;
        chat.show(wanted);
        totals.clear();
        addUpAnew();
    }

    private void addUpAnew() {
        endAdding();
        addUp();
    }

    private void endAdding() {
        adding.cancel();
        adds = false;
        addAgain = false;
    }

    /** One after the other: where runs never cease to come, a sum that each of them begins anew would never be there. */
    private void addUp() {
        var asked = queries;
        var of = shown;
        if (adds) {
            addAgain = true;
        } else if (asked != null && of != null) {
            adds = true;
            adding.askNow(
                    asked.conversations().totals(of),
                    sums -> {
                        show(of, sums);
                        added();
                    },
                    failure -> {
                        endAdding();
                        totals.fail(String.valueOf(failure.getMessage()));
                    });
        }
    }

    private void added() {
        adds = false;
        if (addAgain) {
            addAgain = false;
            addUp();
        }
    }

    /** What it adds up to may have changed. */
    private void addUpAgain() {
        var asked = queries;
        var of = shown;
        if (asked != null && of != null) {
            adding.again(() -> asked.conversations().totals(of), sums -> show(of, sums), failure -> {});
        }
    }

    private void show(ConversationId of, ConversationTotals sums) {
        if (of.equals(shown)) {
            known = sums;
            addedUp = chat.entries().size();
            chat.totals(sums);
            totals.show(
                    of.kind(),
                    sums,
                    chat.entries(),
                    !sums.more() && chat.entries().size() >= sums.turns());
        }
    }

    /** Shows the session of a run, at its turn; of a run without a session nothing changes. */
    public void reveal(Run run) {
        var session = run.actor().sessionId();
        if (session != null) {
            conversations.select(ConversationId.session(session));
            chat.reveal(run.id());
        }
    }

    /** The session whose turns are shown; {@code null} for none, or a user. */
    public @Nullable String session() {
        return shown == null || shown.kind() == ConversationId.Kind.USER ? null : shown.id();
    }

    /** Called when the reader wants to replay a session turn by turn. */
    public void onReplay(Consumer<String> handler) {
        chat.onReplay(handler);
    }

    /** Lists users instead of sessions. */
    public void showUsers() {
        conversations.showUsers();
    }

    /** Called when the reader wants to see the run behind an answer. */
    public void onOpenRun(Consumer<Run> handler) {
        openRun = handler;
    }

    /** Called when the reader wants to see a call of a tool in its run. */
    public void onOpenStep(BiConsumer<Run, SpanId> handler) {
        openStep = handler;
    }

    /** Called when the reader wants to see the runs of another filter, such as those without a session. */
    public void onShowRuns(Consumer<RunFilter> handler) {
        showRuns = handler;
    }

    /** The panes with their names and how narrow they may be. */
    public List<PaneFit.Part> parts() {
        return List.of(
                new PaneFit.Part(listSlot, Messages.text("panes.sessions"), 260, 240),
                new PaneFit.Part(chatSlot, Messages.text("panes.conversation"), 470, 380),
                new PaneFit.Part(totalsSlot, Messages.text("panes.totals"), 220, 220));
    }

    /** The panes, in the order in which the keyboard walks them. */
    public List<Parent> panes() {
        return List.of(listSlot, chatSlot, totalsSlot);
    }

    public void focus() {
        conversations.focusList();
    }
}
