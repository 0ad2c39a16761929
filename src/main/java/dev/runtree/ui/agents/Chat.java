package dev.runtree.ui.agents;

import dev.runtree.agent.AgentEvent;
import dev.runtree.model.Approval;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFit;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.approvals.ApprovalCard;
import dev.runtree.ui.sessions.PastTurns.Past;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What was said in one session with one agent: the turns of before, read from the database, and those of now. */
final class Chat extends ScrollPane {
    private final VBox turns = new VBox();
    private final VBox before = new VBox();
    private final List<LiveTurn> live = new ArrayList<>();
    private final LinkedHashMap<SpanId, Past> past = new LinkedHashMap<>();
    private final Map<SpanId, VBox> pastNodes = new HashMap<>();
    private final Map<String, ApprovalCard> pastCards = new HashMap<>();
    private final Map<String, DecidedFold> decided = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    /** Of turns of before, what their runs say now that they go on. */
    private final Map<SpanId, LiveTurn> goingOn = new HashMap<>();

    private boolean atEnd = true;
    private boolean moved;

    Chat() {
        getStyleClass().add("chat");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        turns.getStyleClass().add("chat-turns");
        turns.getChildren().add(before);
        setContent(turns);
        EventHandler<Event> moves = event -> moved = true;
        addEventFilter(ScrollEvent.SCROLL, moves);
        addEventFilter(KeyEvent.KEY_PRESSED, moves);
        addEventFilter(MouseEvent.MOUSE_PRESSED, moves);
        addEventFilter(MouseEvent.MOUSE_DRAGGED, moves);
        vvalueProperty().subscribe(this::valueChanged);
        turns.heightProperty().subscribe(() -> {
            if (atEnd) {
                requestLayout();
            }
        });
        setAccessibleText(Messages.text("agents.chat"));
    }

    /** What moves because something was added is no wish of the reader's: then it stays at the end, if it was there. */
    private void valueChanged() {
        if (moved) {
            atEnd = getVvalue() > 0.98;
        } else if (atEnd && getVvalue() < getVmax()) {
            setVvalue(getVmax());
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        moved = false;
        if (atEnd) {
            setVvalue(getVmax());
        }
    }

    private void toEnd() {
        atEnd = true;
        requestLayout();
    }

    /** Goes to the turn before or after the one that has the focus; from elsewhere, to the last. */
    void walk(int by) {
        var all = Stream.concat(before.getChildren().stream(), live.stream()).toList();
        if (all.isEmpty()) {
            return;
        }
        var from = IntStream.range(0, all.size())
                .filter(at -> hasFocus(all.get(at)))
                .findFirst()
                .orElse(all.size() - 1 - by);
        var to = all.get(Math.clamp((long) from + by, 0, all.size() - 1));
        PaneFit.reveal(this);
        to.requestFocus();
        var top = to.localToScene(0, 0).getY() - turns.localToScene(0, 0).getY();
        var hidden = turns.getHeight() - getViewportBounds().getHeight();
        atEnd = hidden <= 0 || top >= hidden;
        setVvalue(hidden <= 0 ? getVmax() : Math.min(1, top / hidden));
    }

    private boolean hasFocus(Node turn) {
        for (var at = getScene() == null ? null : getScene().getFocusOwner(); at != null; at = at.getParent()) {
            if (at.equals(turn)) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything has been said in it. */
    boolean isEmpty() {
        return live.isEmpty() && past.isEmpty();
    }

    private static List<Node> members(Past one, BiConsumer<SpanId, SpanId> jump) {
        var nodes = new ArrayList<Node>();
        var id = one.run().id();
        for (var member : one.members().told()) {
            nodes.add(new PastMember(member, () -> jump.accept(id, member.run().id())));
        }
        if (one.members().leftOut() > 0) {
            var more = new WrappedLabel(Messages.text(
                    "agents.members.more", Figures.count(one.members().leftOut())));
            more.getStyleClass().add("hint");
            nodes.add(more);
        }
        return nodes;
    }

    /**
     * Shows what was said before; those that are told here as they happen are left out.
     *
     * @param open shows a run in the view of runs
     * @param jump shows a step of a run in the tree beside the chat
     */
    void showPast(List<Past> read, BiConsumer<Run, @Nullable SpanId> open, BiConsumer<SpanId, SpanId> jump) {
        var mine = new LinkedHashSet<SpanId>();
        live.forEach(turn -> {
            if (turn.run() != null) {
                mine.add(turn.run());
            }
        });
        past.clear();
        pastNodes.clear();
        before.getChildren().clear();
        for (var one : read) {
            if (!mine.contains(one.run().id())) {
                add(one, open, jump);
            }
        }
    }

    private void add(Past one, BiConsumer<Run, @Nullable SpanId> open, BiConsumer<SpanId, SpanId> jump) {
        var id = one.run().id();
        var node = new VBox(one.view(members(one, jump), open));
        node.getStyleClass().add("past-turn");
        past.put(id, one);
        pastNodes.put(id, node);
        before.getChildren().add(node);
        Stream.concat(
                        decided.values().stream().filter(fold -> isOf(fold.approval(), one)),
                        pastCards.values().stream().filter(card -> isOf(card.approval(), one)))
                .forEach(node.getChildren()::add);
        if (!isOpen(one)) {
            goingOn.remove(id);
        } else if (goingOn.containsKey(id)) {
            node.getChildren().add(goingOn.get(id));
        }
    }

    private static boolean isOf(Approval approval, Past one) {
        var id = one.run().runId();
        return id.equals(approval.runId()) || id.equals(approval.topRunId());
    }

    /** Says something about the chat itself. */
    void note(String text) {
        var note = new WrappedLabel(text);
        note.getStyleClass().add("chat-note");
        note.setMinHeight(USE_PREF_SIZE);
        turns.getChildren().add(note);
    }

    void add(LiveTurn turn) {
        live.add(turn);
        turns.getChildren().add(turn);
        toEnd();
    }

    /** Gives an event of a run that goes on by itself to its turn, if it is one of these. */
    boolean take(AgentEvent event, long at, Talk talk) {
        for (var turn : live) {
            if (turn.knows(event.run())) {
                turn.take(event, at);
                return true;
            }
        }
        for (var turn : goingOn.values()) {
            if (turn.knows(event.run())) {
                turn.take(event, at);
                return true;
            }
        }
        return goesOn(event, at, talk);
    }

    /** A turn of before is told again as it goes on, beneath what the database has of it. */
    private boolean goesOn(AgentEvent event, long at, Talk talk) {
        var id = event.run().id();
        var node = pastNodes.get(id);
        if (node == null) {
            return false;
        }
        var turn = new LiveTurn(id, talk.file().type(), talk.listener());
        goingOn.put(id, turn);
        node.getChildren().add(turn);
        turn.take(event, at);
        return true;
    }

    /** Shows what has come since. */
    void show() {
        live.forEach(LiveTurn::show);
        goingOn.values().forEach(LiveTurn::show);
    }

    /** The runs of which something waits, or may. */
    Set<String> waiting() {
        var runs = new LinkedHashSet<String>();
        past.values().stream()
                .filter(Chat::isOpen)
                .forEach(one -> runs.add(one.run().runId()));
        for (var turn : live) {
            if (turn.run() != null && (turn.status() == RunStatus.RUNNING || turn.status() == RunStatus.PAUSED)) {
                runs.add(turn.run().runId());
            }
        }
        return runs;
    }

    /** The runs whose approvals are to be read: those of which something may wait, and of those of before each once. */
    Set<String> toAsk() {
        var runs = waiting();
        past.keySet().stream()
                .map(SpanId::runId)
                .filter(run -> !asked.contains(run))
                .forEach(runs::add);
        return runs;
    }

    /** They were read. */
    void asked(Collection<String> runs) {
        asked.addAll(runs);
    }

    /** Whether turns of before are not over, and may have changed since they were read. */
    boolean hasOpenPast() {
        return past.values().stream().anyMatch(Chat::isOpen);
    }

    /** Whether they are to be read again: nobody is about to decide in them. */
    boolean isPastStale() {
        return hasOpenPast()
                && pastCards.values().stream().noneMatch(card -> card.approval().isPending());
    }

    /** Whether a turn of it goes on by itself. */
    boolean goesOn() {
        return going().findAny().isPresent();
    }

    /** The runs of its turns that go on by themselves. */
    Stream<String> going() {
        return Stream.concat(live.stream(), goingOn.values().stream())
                .filter(LiveTurn::goesOnByItself)
                .flatMap(turn -> Stream.ofNullable(turn.run()))
                .map(SpanId::runId);
    }

    /** The runs of turns of now that were decided about, and may be gone on with elsewhere. */
    List<SpanId> left() {
        return live.stream()
                .filter(LiveTurn::isLeft)
                .flatMap(turn -> Stream.ofNullable(turn.run()))
                .toList();
    }

    /** Shows how turns of now ended that others went on with. */
    void showLeft(List<Past> read) {
        live.stream()
                .filter(LiveTurn::isLeft)
                .toList()
                .forEach(turn -> read.stream()
                        .filter(one -> one.run().id().equals(turn.run()))
                        .forEach(one -> turn.over(one.run(), one.answer())));
    }

    private static boolean isOpen(Past one) {
        var status = one.run().status();
        return status == RunStatus.PAUSED || status == RunStatus.RUNNING;
    }

    /** The run that was begun last; {@code null} when there is none. */
    @Nullable SpanId newest() {
        for (var turn : live.reversed()) {
            if (turn.run() != null) {
                return turn.run();
            }
        }
        return past.isEmpty() ? null : past.sequencedKeySet().getLast();
    }

    /** Shows what is asked for, or what became of it, where it was asked. */
    void show(Approval approval, Function<Approval, ApprovalCard> make) {
        for (var turn : live) {
            if (turn.has(approval)) {
                turn.show(approval, make);
                return;
            }
        }
        for (var one : past.values()) {
            var node = pastNodes.get(one.run().id());
            if (node != null && isOf(approval, one)) {
                show(approval, make, one, node);
            }
        }
    }

    /** What was decided before takes a line; what waits, and what was decided while it was shown, its card. */
    private void show(Approval approval, Function<Approval, ApprovalCard> make, Past one, VBox node) {
        var card = pastCards.get(approval.id());
        if (card != null) {
            card.show(approval);
        } else if (approval.isPending()) {
            card = make.apply(approval);
            pastCards.put(approval.id(), card);
            put(card, one, node);
        } else if (!decided.containsKey(approval.id())) {
            var fold = new DecidedFold(approval);
            decided.put(approval.id(), fold);
            put(fold, one, node);
        }
    }

    /** Before what its run says now that it goes on. */
    private void put(Node shown, Past one, VBox node) {
        VBox.setMargin(shown, new Insets(0, 0, 0, 40));
        var turn = goingOn.get(one.run().id());
        var place = turn == null ? -1 : node.getChildren().indexOf(turn);
        node.getChildren().add(place < 0 ? node.getChildren().size() : place, shown);
    }
}
