package dev.runtree.ui.agents;

import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The chat with the agent of one file; or why there is none. */
final class TalkPane extends VBox {
    private final TalkHead head;
    private final StackPane body = new StackPane();
    private final Composer composer;
    private final BeginPage begin;
    private final VBox mistake = new VBox();
    private final Label why = new WrappedLabel();
    private @Nullable Node page;

    /**
     * @param deeds what can be done
     * @param sent told what is to be asked
     */
    TalkPane(Deeds deeds, Consumer<String> sent) {
        getStyleClass().add("talk");
        head = new TalkHead(deeds::user, deeds::session, deeds::newSession, deeds::offer);
        composer = new Composer(sent, deeds::stop);
        begin = new BeginPage(deeds::open, deeds::example, deeds::exampleFolder);
        var title = new WrappedLabel(Messages.text("agents.mistake"));
        title.getStyleClass().add("mistake-title");
        why.getStyleClass().add("mistake-text");
        why.setMinHeight(USE_PREF_SIZE);
        var hint = new WrappedLabel(Messages.text("agents.mistake.hint"));
        hint.getStyleClass().add("hint");
        var again = new Button(Messages.text("retry"));
        again.setOnAction(event -> deeds.again());
        mistake.getStyleClass().add("mistake");
        mistake.getChildren().addAll(title, why, hint, again);
        mistake.setMaxHeight(USE_PREF_SIZE);
        setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        setMargin(composer, new Insets(0, 14, 14, 14));
        StackPane.setMargin(mistake, new Insets(14));
        getChildren().addAll(head, body, composer);
        for (Node part : new Node[] {head, composer}) {
            part.managedProperty().bind(part.visibleProperty());
        }
        show(null, FileState.IDLE);
    }

    /** What can be done in it. */
    interface Deeds {
        void user(String name);

        void session(String id);

        void newSession();

        /** The pickers are opened. */
        void offer();

        void stop();

        void open();

        void example();

        void exampleFolder();

        /** Reads the file again. */
        void again();
    }

    TalkHead head() {
        return head;
    }

    Composer composer() {
        return composer;
    }

    /** @param talk {@code null} for none: then it says how to begin */
    void show(@Nullable Talk talk, FileState state) {
        head.setVisible(talk != null);
        if (talk == null) {
            composer.setVisible(false);
            put(begin);
            return;
        }
        head.show(talk.file(), state, talk.user(), talk.session());
        var wrong = talk.file().mistake();
        composer.setVisible(wrong == null);
        composer.running(talk.isRunning(), talk.waiting());
        if (wrong == null) {
            put(talk.chat());
        } else {
            why.setText(talk.file().told());
            put(mistake);
        }
    }

    /** Files are being read: it is not known yet with whom it will be. */
    void reading(boolean now) {
        body.setVisible(!now);
    }

    private void put(Node wanted) {
        if (!wanted.equals(page)) {
            page = wanted;
            body.getChildren().setAll(wanted);
            StackPane.setAlignment(wanted, Pos.TOP_CENTER);
        }
    }
}
