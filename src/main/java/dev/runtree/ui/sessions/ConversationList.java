package dev.runtree.ui.sessions;

import dev.runtree.model.ConversationId;
import dev.runtree.model.ConversationId.Kind;
import dev.runtree.model.Figures;
import dev.runtree.query.Glob;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.store.Conversation;
import dev.runtree.store.ConversationQueries;
import dev.runtree.store.RunCount;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.runs.FeedState;
import dev.runtree.ui.runs.SearchBar;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The sessions, or the users, of which a run matches the filter. */
final class ConversationList extends VBox {
    private static final int AHEAD = 20;

    private final ConversationFeed feed;
    private final Consumer<@Nullable ConversationId> selected;
    private final Consumer<RunFilter> showRuns;
    private final Runnable enter;
    private final Label title = new Label();
    private final Label of = new Label();
    private final Button newer = new Button();
    private final ListView<Conversation> list = new ListView<>();
    private final Label nothing = new WrappedLabel();
    private final Label failure = new WrappedLabel();
    private final Hyperlink outside = new Hyperlink();
    private final ToggleButton sessions = toggle("sessions.by.session");
    private final ToggleButton users = toggle("sessions.by.user");
    private @Nullable ConversationId current;
    private boolean touched;

    /**
     * @param selected told which one is selected; {@code null} when there is none
     * @param showRuns shows the runs of a filter
     * @param enter goes to the turns of the one that is selected
     */
    ConversationList(
            Background background,
            Consumer<@Nullable ConversationId> selected,
            Consumer<RunFilter> showRuns,
            Runnable enter) {
        this.selected = selected;
        this.showRuns = showRuns;
        this.enter = enter;
        feed = new ConversationFeed(background, () -> touched, this::changed);
        getStyleClass().add("session-list");
        getChildren()
                .addAll(
                        header(),
                        new SearchBar(feed.reach().reachedProperty(), feed::stop, feed::goOn),
                        body(),
                        outside);
        outside.managedProperty().bind(outside.visibleProperty());
        outside.getStyleClass().add("outside");
        outside.setMaxWidth(Double.MAX_VALUE);
        outside.setOnAction(event -> this.showRuns.accept(outsideFilter()));
        feed.stateProperty().subscribe(this::show);
        feed.countProperty().subscribe(this::showTitle);
        feed.outsideProperty().subscribe(this::showOutside);
        feed.newerProperty().subscribe(count -> {
            newer.setVisible(count.intValue() > 0);
            newer.setText(Messages.text("runs.newer", Figures.capped(count.intValue(), ConversationFeed.PAGE)));
        });
    }

    private HBox header() {
        title.getStyleClass().add("pane-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        of.getStyleClass().add("place");
        of.setMinWidth(0);
        newer.getStyleClass().add("newer-pill");
        newer.setGraphic(Icons.icon(BootstrapIcons.ARROW_UP));
        newer.setMinWidth(Region.USE_PREF_SIZE);
        newer.managedProperty().bind(newer.visibleProperty());
        newer.setOnAction(event -> letIn());
        var group = new ToggleGroup();
        group.getToggles().addAll(sessions, users);
        sessions.setSelected(true);
        group.selectedToggleProperty().addListener((value, before, now) -> {
            if (now == null && before != null) {
                before.setSelected(true);
            } else if (now != null) {
                turn(now.equals(users) ? Kind.USER : Kind.SESSION);
            }
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var choice = new HBox(sessions, users);
        choice.getStyleClass().add("segments");
        choice.setMaxHeight(USE_PREF_SIZE);
        var header = new HBox(title, of, newer, space, choice);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private static ToggleButton toggle(String key) {
        var button = new ToggleButton(Messages.text(key));
        button.getStyleClass().add("segment");
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private StackPane body() {
        list.setFixedCellSize(ConversationCell.HEIGHT);
        list.setCellFactory(view -> cell());
        list.setItems(feed.found());
        list.setAccessibleText(Messages.text("sessions.list"));
        list.getSelectionModel().selectedItemProperty().subscribe(this::select);
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> touched = true);
        list.addEventFilter(ScrollEvent.SCROLL, event -> touched = true);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        nothing.getStyleClass().add("hint");
        failure.getStyleClass().add("turn-error");
        var body = new StackPane(list, nothing, failure);
        body.getStyleClass().add("session-body");
        setVgrow(body, Priority.ALWAYS);
        return body;
    }

    private ConversationCell cell() {
        var cell = new ConversationCell();
        cell.indexProperty().subscribe(index -> {
            if (index.intValue() > feed.found().size() - AHEAD) {
                feed.more();
            }
        });
        return cell;
    }

    private void pressed(KeyEvent event) {
        touched = true;
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int by = event.getCode() == KeyCode.J ? 1 : event.getCode() == KeyCode.K ? -1 : 0;
        if (by != 0) {
            int place = list.getSelectionModel().getSelectedIndex() + by;
            if (place >= 0 && place < feed.found().size()) {
                list.getSelectionModel().clearAndSelect(place);
                list.scrollTo(Math.max(0, place - 3));
            }
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            enter.run();
            event.consume();
        }
    }

    private void turn(Kind kind) {
        if (kind != feed.kind()) {
            current = null;
            touched = false;
            feed.show(kind, feed.filter());
        }
    }

    void use(ConversationQueries queries) {
        current = null;
        touched = false;
        feed.use(queries);
    }

    void show(RunFilter filter) {
        touched = false;
        of.setText(filter.value(RunKey.USER)
                .map(user -> Messages.text("sessions.of", user))
                .orElse(""));
        feed.show(feed.kind(), filter);
    }

    /** Selects one, also one that is not in the list. */
    void select(ConversationId wanted) {
        (wanted.kind() == Kind.USER ? users : sessions).setSelected(true);
        touched = true;
        current = wanted;
        list.getSelectionModel().clearSelection();
        changed();
        selected.accept(wanted);
    }

    void showUsers() {
        users.setSelected(true);
    }

    void refresh() {
        feed.refresh();
    }

    private void letIn() {
        touched = false;
        list.scrollTo(0);
        feed.show(feed.kind(), feed.filter());
    }

    /** The one that is read stays selected, wherever it is now. */
    private void changed() {
        var wanted = current;
        if (list.getSelectionModel().getSelectedItem() != null || feed.found().isEmpty()) {
            return;
        }
        for (int i = 0; i < feed.found().size(); i++) {
            if (feed.found().get(i).id().equals(wanted)) {
                list.getSelectionModel().clearAndSelect(i);
                return;
            }
        }
        if (!touched) {
            list.getSelectionModel().clearAndSelect(0);
        }
    }

    private void select(@Nullable Conversation conversation) {
        if (conversation != null && !conversation.id().equals(current)) {
            current = conversation.id();
            selected.accept(conversation.id());
        }
    }

    private void show(FeedState state) {
        showTitle(feed.countProperty().get());
        list.setVisible(state instanceof FeedState.Shown);
        nothing.setVisible(state instanceof FeedState.Nothing);
        nothing.setText(Messages.text(
                feed.reach().isStopped()
                        ? "runs.search.stopped"
                        : feed.filter().equals(RunFilter.ALL)
                                ? feed.kind() == Kind.USER ? "sessions.nothing.users" : "sessions.nothing"
                                : feed.kind() == Kind.USER
                                        ? "sessions.nothing.users.match"
                                        : "sessions.nothing.match"));
        if (state instanceof FeedState.Nothing) {
            current = null;
            selected.accept(null);
        }
        failure.setVisible(state instanceof FeedState.Failed);
        if (state instanceof FeedState.Failed why) {
            failure.setText(Messages.text("sessions.unread", why.message()));
        }
    }

    private void showTitle(RunCount count) {
        boolean ofUsers = feed.kind() == Kind.USER;
        if (feed.stateProperty().get() instanceof FeedState.Loading && count.equals(RunCount.NONE)) {
            title.setText(Messages.text(ofUsers ? "sessions.by.user" : "sessions.by.session"));
            return;
        }
        boolean one = count.text().equals("1");
        title.setText(
                one
                        ? Messages.text(ofUsers ? "users.title.one" : "sessions.title.one")
                        : Messages.text(ofUsers ? "users.title" : "sessions.title", count.text()));
    }

    private void showOutside(RunCount count) {
        boolean ofUsers = feed.kind() == Kind.USER;
        outside.setVisible(count.runs() > 0);
        outside.setText(Messages.text(
                ofUsers
                        ? count.text().equals("1") ? "sessions.outside.user.one" : "sessions.outside.user"
                        : count.text().equals("1") ? "sessions.outside.one" : "sessions.outside",
                count.text()));
    }

    private RunFilter outsideFilter() {
        return feed.filter().with(feed.kind() == Kind.USER ? RunKey.USER : RunKey.SESSION, Glob.of(""));
    }

    void focusList() {
        list.requestFocus();
    }
}
