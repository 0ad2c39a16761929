package dev.runtree.ui.agents;

import dev.runtree.agent.demo.Examples;
import dev.runtree.model.SpanId;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.Command;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.MainView;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFit;
import dev.runtree.ui.background.Background;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The view of agents that files describe: which are open, a chat with one of them, and the run behind its last answer. */
public final class AgentsController implements MainView {
    private final RuntreeHome home;
    private final Background background;
    private final RememberedFiles remembered;
    private final Workplace work;
    private final FileList list;
    private final TalkPane middle;
    private final RunSide side;
    private final OpenTalks talks;
    private @Nullable Talk shown;
    private @Nullable Path wanted;
    private @Nullable Path asksAtOnce;
    private @Nullable FocusSoon focus;

    @FXML
    private SplitPane root;

    @FXML
    private StackPane listSlot;

    @FXML
    private StackPane chatSlot;

    @FXML
    private StackPane runSlot;

    /**
     * @param agents what runs them, whether or not the view is there
     * @param reveal shows a run in the view of runs, by its id or by a link
     */
    @SuppressWarnings("NullAway.Init")
    public AgentsController(Background background, RuntreeHome home, AgentsAtWork agents, Consumer<String> reveal) {
        this.background = background;
        this.home = home;
        remembered = agents.remembered();
        talks = new OpenTalks(remembered);
        work = new Workplace(background, agents, talks.all(), this::opened, this::changed, reveal);
        side = new RunSide(background, reveal);
        list = new FileList(
                this::state, work::course, this::choose, this::chosen, this::showTalk, this::write, this::forget);
        middle = new TalkPane(deeds(), this::send);
    }

    @Override
    public Parent node() {
        var split = (SplitPane) Fxml.load(this);
        listSlot.getChildren().setAll(list);
        chatSlot.getChildren().setAll(middle);
        runSlot.getChildren().setAll(side);
        focus = new FocusSoon(split, list, middle);
        var fit = new PaneFit(
                split,
                List.of(
                        new PaneFit.Part(listSlot, Messages.text("panes.agents"), 200, 164),
                        new PaneFit.Part(chatSlot, Messages.text("panes.chat"), 470, 350),
                        new PaneFit.Part(runSlot, Messages.text("panes.this.run"), 420, 300)));
        fit.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        return fit;
    }

    private void pressed(KeyEvent event) {
        AgentKeys.of(event).ifPresent(key -> {
            act(key);
            event.consume();
        });
    }

    private void act(AgentKeys key) {
        switch (key) {
            case OPEN -> choose();
            case NEW_SESSION -> newSession();
            case TURN_BEFORE -> walk(-1);
            case TURN_AFTER -> walk(1);
            case STOP -> stop();
            case DECIDE -> work.focusApproval(shown);
            case WRITE -> write();
        }
    }

    /** Where one pane is shown at a time, the chat is the one. */
    private void showTalk() {
        PaneFit.reveal(middle);
    }

    private void walk(int by) {
        if (shown != null) {
            shown.chat().walk(by);
        }
    }

    private void write() {
        showTalk();
        middle.composer().focus();
    }

    @Override
    public List<Command> commands() {
        return Stream.of(AgentKeys.values())
                .map(key -> key.command(() -> act(key)))
                .toList();
    }

    private TalkPane.Deeds deeds() {
        return new TalkPane.Deeds() {
            @Override
            public void user(String name) {
                if (shown != null) {
                    shown.user(name);
                    remembered.user(name);
                }
            }

            @Override
            public void session(String id) {
                toSession(id);
            }

            @Override
            public void newSession() {
                AgentsController.this.newSession();
            }

            @Override
            public void offer() {
                work.offer(middle.head());
            }

            @Override
            public void stop() {
                AgentsController.this.stop();
            }

            @Override
            public void open() {
                choose();
            }

            @Override
            public void example() {
                examples(Examples.folder(home), true);
            }

            @Override
            public void exampleFolder() {
                AgentChoosers.folder(root.getScene().getWindow()).ifPresent(folder -> examples(folder, false));
            }

            @Override
            public void again() {
                if (shown != null) {
                    work.read(shown.path(), false);
                }
            }
        };
    }

    @Override
    public void use(Databases databases) {
        keepDraft();
        side.use(work.use(databases));
        wanted = shown == null ? null : shown.path();
        shown = null;
        talks.leave();
        remembered.files().forEach(path -> work.read(path, false));
        changed();
    }

    @Override
    public void leave(Database database) {
        // What runs on it is ended by those who began it.
    }

    @Override
    public void refresh() {
        side.refresh();
        work.refresh(shown);
    }

    @Override
    public void setActive(boolean now) {
        work.setActive(now);
        if (now) {
            refresh();
        }
    }

    @Override
    public List<? extends Parent> panes() {
        return List.of(listSlot, chatSlot, runSlot);
    }

    @Override
    public void focus() {
        if (shown != null) {
            write();
        } else if (focus != null) {
            focus.await();
        }
    }

    /** Opens the YAML files among those that were dropped. */
    @Override
    public boolean take(List<Path> files) {
        var yaml = files.stream().filter(AgentChoosers::isYaml).toList();
        yaml.forEach(path -> open(path, true));
        return !yaml.isEmpty();
    }

    private void choose() {
        AgentChoosers.files(root.getScene().getWindow()).forEach(path -> open(path, true));
    }

    /** Opens a file, and shows it if wished. */
    void open(Path path, boolean show) {
        work.read(path.toAbsolutePath().normalize(), show);
    }

    /** @param ask whether the team among them is asked something at once */
    private void examples(Path folder, boolean ask) {
        background.call(
                () -> Examples.write(folder),
                files -> {
                    asksAtOnce = ask ? files.getFirst().toAbsolutePath().normalize() : null;
                    open(files.getFirst(), true);
                    files.stream().skip(1).forEach(file -> open(file, false));
                },
                work::told);
    }

    private void opened(OpenFile file, boolean show) {
        var talk = talks.get(file.path());
        if (talk == null) {
            talk = work.talk(file, talks.user(file), talks.session(file), listener());
            talks.add(talk);
        } else {
            talk.file(file);
        }
        list.put(file);
        if (talk.equals(shown)) {
            present(talk);
        } else if (show || file.path().equals(wanted) || (shown == null && wanted == null)) {
            wanted = null;
            list.select(file.path());
            chosen(file);
            if (show) {
                showTalk();
            }
            if (focus != null) {
                focus.ready();
            }
        }
        if (file.path().equals(asksAtOnce)) {
            asksAtOnce = null;
            send(Examples.QUESTION);
        }
        changed();
    }

    private LiveTurn.Listener listener() {
        return new LiveTurn.Listener() {
            @Override
            public void began(LiveTurn turn, SpanId run) {
                if (shown != null && run.equals(shown.chat().newest())) {
                    side.show(run);
                }
            }

            @Override
            public void step(SpanId run, SpanId step) {
                side.show(run);
                side.select(step);
                PaneFit.reveal(side);
            }

            @Override
            public void again(String question) {
                middle.composer().fill(question);
            }

            @Override
            public void ended(LiveTurn turn) {
                work.ended(shown);
            }
        };
    }

    private void chosen(@Nullable OpenFile file) {
        var talk = file == null ? null : talks.get(file.path());
        if (talk != null && !talk.equals(shown)) {
            keepDraft();
            shown = talk;
            middle.composer().draft(talk.draft());
            present(talk);
        }
    }

    private void keepDraft() {
        if (shown != null) {
            shown.draft(middle.composer().draft());
        }
    }

    private void present(Talk talk) {
        middle.composer().to(talk.file().name(), talk.file().model());
        showChat();
    }

    private void showChat() {
        var talk = shown;
        if (talk != null) {
            side.show(talk.chat().newest());
            work.readPast(talk, () -> {
                if (talk.equals(shown)) {
                    side.show(talk.chat().newest());
                }
            });
        }
        changed();
    }

    private void toSession(String id) {
        var talk = shown;
        if (talk != null && !talk.session().equals(id)) {
            talk.session(id);
            remembered.session(talk.path(), id);
            showChat();
        }
    }

    private void newSession() {
        if (shown != null) {
            toSession(OpenTalks.freshSession(shown.file()));
            write();
        }
    }

    private void send(String text) {
        var talk = shown;
        if (talk != null) {
            remembered.session(talk.path(), talk.session());
            work.send(talk, text, middle.composer().model());
        }
    }

    private void stop() {
        if (shown != null) {
            work.stop(shown);
        }
    }

    private void forget(Path path) {
        var talk = talks.remove(path);
        if (talk != null) {
            work.stop(talk);
            work.forget(path);
            shown = null;
            list.remove(path);
            changed();
        }
    }

    private FileState state(OpenFile file) {
        var talk = talks.get(file.path());
        return talk == null ? FileState.IDLE : talk.state(work.waits(file.path()));
    }

    private void changed() {
        list.refresh();
        var talk = shown;
        middle.show(talk, talk == null ? FileState.IDLE : state(talk.file()));
        middle.reading(talks.all().isEmpty() && !remembered.files().isEmpty());
    }
}
