package dev.runtree.ui.sessions;

import dev.runtree.model.ConversationId;
import dev.runtree.model.ConversationId.Kind;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.store.ConversationTotals;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.runs.FeedState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A conversation read as a chat: its turns as they are scrolled to, however many there are. */
final class ChatPane extends VBox {

    /** What the reader wants of a conversation that others do. */
    interface Wishes {
        void open(Run run);

        void open(Run run, SpanId step);

        void openSession(String session);
    }

    private final Background background;
    private final TurnFeed feed;
    private final TurnLoader loader;
    private final Wishes wishes;
    private final ChatHeader header;
    private final ListView<Entry> list = new ListView<>();
    private final Label nothing = new WrappedLabel();
    private final Label failure = new WrappedLabel();
    private final Button further = new Button(Messages.text("sessions.further"));
    private boolean looking;
    private @Nullable ConversationId shown;
    private @Nullable SpanId wanted;

    /** The turn that was gone to, until the reader scrolls: what stands above it grows while it is read. */
    private int held = -1;

    ChatPane(Background background, Wishes wishes) {
        this.background = background;
        this.wishes = wishes;
        feed = new TurnFeed(background);
        loader = new TurnLoader(background, feed);
        header = new ChatHeader(background);
        getStyleClass().add("chat-pane");
        list.getStyleClass().add("turns");
        list.setItems(feed.entries());
        list.setCellFactory(view -> new TurnCell(view, actions(), this::lookSoon));
        list.setAccessibleText(Messages.text("sessions.turns"));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.addEventFilter(ScrollEvent.ANY, event -> held = -1);
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> held = -1);
        nothing.getStyleClass().add("hint");
        failure.getStyleClass().add("turn-error");
        further.getStyleClass().add("show-all");
        further.setMaxWidth(Double.MAX_VALUE);
        further.setOnAction(event -> feed.readOn());
        further.managedProperty().bind(further.visibleProperty());
        further.setVisible(false);
        var body = new StackPane(list, nothing, failure);
        setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(header, body, further);
        feed.stateProperty().subscribe(this::show);
        feed.entries().subscribe(this::grown);
    }

    private TurnView.Actions actions() {
        return new TurnView.Actions() {
            @Override
            public void open(Run run) {
                wishes.open(run);
            }

            @Override
            public void open(Run run, SpanId step) {
                wishes.open(run, step);
            }

            @Override
            public void fold(Entry entry) {
                feed.change(entry.run().id(), now -> now.unfolded(!now.isOpen()));
            }

            @Override
            public void openSession(String session) {
                wishes.openSession(session);
            }
        };
    }

    /** @param handler replays a session turn by turn */
    void onReplay(Consumer<String> handler) {
        header.onReplay(handler);
    }

    /** Reads from another database. */
    void use(RunQueries queries) {
        shown = null;
        header.use(queries);
        loader.use(queries);
        feed.use(queries);
    }

    /** Shows a conversation from its first turn, or nothing. */
    void show(@Nullable ConversationId of) {
        if (of != null && of.equals(shown)) {
            return;
        }
        shown = of;
        wanted = null;
        loader.forget();
        header.show(of);
        held = -1;
        feed.show(of);
        list.scrollTo(0);
    }

    /** Goes to the turn of a run as soon as it is there. */
    void reveal(SpanId run) {
        wanted = run;
        grown();
    }

    /** The database has told of a change. */
    void refresh() {
        feed.refresh();
    }

    void totals(ConversationTotals totals) {
        header.show(totals, feed.entries());
    }

    ObservableList<Entry> entries() {
        return feed.entries();
    }

    /** Selects a turn and brings it into view. */
    void go(int place) {
        if (place >= 0 && place < feed.entries().size()) {
            held = place;
            list.getSelectionModel().clearAndSelect(place);
            list.scrollTo(place);
        }
    }

    private void hold() {
        if (held >= 0 && held < feed.entries().size()) {
            list.layout();
            list.scrollTo(held);
        }
    }

    private void grown() {
        further.setVisible(feed.hasMore());
        if (held >= 0) {
            background.later(this::hold);
        }
        var run = wanted;
        if (run != null && feed.place(run) >= 0) {
            wanted = null;
            // The list hears of the turns after this, and would take what is selected now for what stood there before.
            background.later(() -> go(feed.place(run)));
        }
    }

    private void show(FeedState state) {
        list.setVisible(state instanceof FeedState.Shown);
        boolean none = shown == null || state instanceof FeedState.Nothing;
        nothing.setVisible(none);
        nothing.setText(Messages.text(shown == null ? "sessions.select" : "sessions.gone"));
        failure.setVisible(state instanceof FeedState.Failed);
        if (state instanceof FeedState.Failed why) {
            failure.setText(Messages.text("sessions.unread", why.message()));
        }
    }

    /** What is looked at is known once the cells are laid out. */
    private void lookSoon() {
        if (!looking) {
            looking = true;
            background.later(this::look);
        }
    }

    private void look() {
        looking = false;
        var view = list.localToScene(list.getLayoutBounds());
        List<Entry> seen = new ArrayList<>();
        for (Node node : list.lookupAll(".turn-cell")) {
            if (node instanceof TurnCell cell
                    && cell.getItem() != null
                    && cell.isVisible()
                    && view.intersects(cell.localToScene(cell.getLayoutBounds()))) {
                seen.add(cell.getItem());
            }
        }
        loader.look(seen);
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        var entry = list.getSelectionModel().getSelectedItem();
        int at = list.getSelectionModel().getSelectedIndex();
        var done = true;
        switch (event.getCode()) {
            case J -> go(at + 1);
            case K -> go(at - 1);
            case HOME -> go(0);
            case END -> go(feed.entries().size() - 1);
            case ENTER -> {
                if (entry != null) {
                    wishes.open(entry.run());
                }
            }
            case RIGHT, LEFT -> {
                if (entry != null) {
                    boolean open = event.getCode() == KeyCode.RIGHT;
                    feed.change(entry.run().id(), now -> now.unfolded(open));
                }
            }
            default -> {
                held = -1;
                done = false;
            }
        }
        if (done) {
            event.consume();
        }
    }

    boolean isOfUser() {
        return shown != null && shown.kind() == Kind.USER;
    }

    void focusTurns() {
        if (list.getSelectionModel().isEmpty()) {
            list.getSelectionModel().select(0);
        }
        list.requestFocus();
    }
}
