package dev.runtree.ui.agents;

import dev.runtree.agent.demo.Examples;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.prose.Prose;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** What is shown while no file is open: how one looks, and an agent to begin with. */
final class BeginPage extends ScrollPane {

    /**
     * @param open asks for a file
     * @param example opens the examples, and asks the team among them
     * @param folder asks for a folder, and opens the examples there
     */
    BeginPage(Runnable open, Runnable example, Runnable folder) {
        getStyleClass().add("begin-page");
        setFitToWidth(true);
        var title = new Label(Messages.text("agents.begin.title"));
        title.getStyleClass().add("page-title");
        var text = new WrappedLabel(Messages.text("agents.begin.text"));
        text.getStyleClass().add("page-text");
        text.setMinHeight(USE_PREF_SIZE);
        var begin = new Button(Messages.text("agents.begin.example"));
        begin.getStyleClass().add("accent");
        begin.setDefaultButton(false);
        begin.setOnAction(event -> example.run());
        var ask = new Button(Messages.text("agents.open") + "   " + AgentKeys.OPEN.keys());
        ask.setOnAction(event -> open.run());
        var elsewhere = new Button(Messages.text("agents.begin.folder"));
        elsewhere.setOnAction(event -> folder.run());
        var buttons = new FlowPane(begin, elsewhere, ask);
        buttons.getStyleClass().add("begin-buttons");
        var file = new VBox(Prose.plain(Examples.text().strip(), "code"));
        file.getStyleClass().add("example-file");
        var docs = new WrappedLabel(Messages.text("agents.begin.docs"));
        docs.getStyleClass().add("hint");
        var page = new VBox(title, text, buttons, file, docs);
        page.getStyleClass().add("begin");
        page.setMaxWidth(640);
        setContent(page);
    }
}
