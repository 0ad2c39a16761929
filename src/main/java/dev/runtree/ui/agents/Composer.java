package dev.runtree.ui.agents;

import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedArea;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Where a message is written: Enter sends it, Shift+Enter begins a line, Escape stops what goes on. */
final class Composer extends VBox {
    /** Of a prompt that stands on two lines of a narrow pane. */
    private static final int LONGEST_NAME = 40;

    private final TextArea text = WrappedArea.wrapping(new Words());
    private final Pasted pasted = new Pasted();
    private final TextField model = new TextField();
    private final Button send = new Button(Messages.text("agents.send"));
    private final Button stop = new Button(Messages.text("agents.stop"));
    private final Label queued = new Label();
    private final Consumer<String> sent;
    private final Runnable stopped;
    private String name = "";
    private boolean running;

    /**
     * @param sent told what was written
     * @param stopped told to end what goes on
     */
    Composer(Consumer<String> sent, Runnable stopped) {
        this.sent = sent;
        this.stopped = stopped;
        getStyleClass().add("composer");
        text.setPrefRowCount(2);
        text.getStyleClass().add("composer-text");
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        model.getStyleClass().add("composer-model");
        model.setPrefColumnCount(28);
        model.setMinWidth(60);
        model.setOnAction(event -> send());
        model.setAccessibleText(Messages.text("agents.model"));
        model.setTooltip(new Tooltip(Messages.text("agents.model.tip")));
        send.getStyleClass().add("accent");
        send.setMinWidth(Region.USE_PREF_SIZE);
        send.setOnAction(event -> send());
        send.setTooltip(new Tooltip(Messages.text("agents.send") + "   Enter"));
        stop.setMinWidth(Region.USE_PREF_SIZE);
        stop.setOnAction(event -> stopped.run());
        stop.setTooltip(new Tooltip(Messages.text("agents.stop") + "   Esc"));
        stop.managedProperty().bind(stop.visibleProperty());
        queued.getStyleClass().add("hint");
        queued.setMinWidth(0);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(model, queued, space, stop, send);
        line.getStyleClass().add("composer-line");
        getChildren().addAll(text, pasted, line);
        running(false, 0);
    }

    /** Where what is pasted by the thousand lines is not laid out: each key would take seconds. */
    private final class Words extends TextArea {
        @Override
        public void paste() {
            if (!pasted.take(Clipboard.getSystemClipboard().getString())) {
                super.paste();
            }
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.isShiftDown()) {
            text.replaceSelection("\n");
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown() && !event.isAltDown()) {
            send();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && running) {
            stopped.run();
            event.consume();
        }
    }

    private void send() {
        var message = draft().strip();
        if (!message.isEmpty() && !isDisabled()) {
            draft("");
            sent.accept(message);
        }
    }

    /**
     * Says whom it writes to.
     *
     * @param own the model that the file names; {@code null} where each of its agents has its own
     */
    void to(String agent, @Nullable String own) {
        name = agent;
        model.clear();
        var theirs = own == null ? Messages.text("agents.model.own") : own;
        model.setPromptText(theirs);
        model.getTooltip().setText(theirs + "\n" + Messages.text("agents.model.tip"));
        running(running, 0);
    }

    private static String briefly(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }

    /** What is written and not sent. */
    String draft() {
        return pasted.behind(text.getText());
    }

    void draft(String words) {
        pasted.drop();
        text.setText(pasted.take(words) ? "" : words);
        text.end();
    }

    /** The model that is to be asked in place of the file's; empty for the file's. */
    String model() {
        return model.getText().strip();
    }

    /**
     * Says whether a turn goes on.
     *
     * @param waiting how many messages are sent after it
     */
    void running(boolean now, int waiting) {
        running = now;
        stop.setVisible(now);
        text.setPromptText(Messages.text(now ? "agents.prompt.running" : "agents.prompt", briefly(name)));
        text.setAccessibleText(Messages.text("agents.prompt", name));
        queued.setText(
                waiting == 0
                        ? ""
                        : waiting == 1
                                ? Messages.text("agents.queued.one")
                                : Messages.text("agents.queued", String.valueOf(waiting)));
    }

    /** Puts a message there to be sent again, and asks for the model. */
    void fill(String message) {
        draft(message);
        model.requestFocus();
    }

    void focus() {
        text.requestFocus();
    }
}
