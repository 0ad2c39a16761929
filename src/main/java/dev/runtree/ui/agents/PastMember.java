package dev.runtree.ui.agents;

import dev.runtree.model.RunStatus;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.sessions.Members;
import dev.runtree.ui.sessions.Words;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What a member of a team was asked and said in a turn of before. */
final class PastMember extends HBox {

    /** @param jump shows its run in the tree */
    PastMember(Members.Member member, Runnable jump) {
        var run = member.run();
        getStyleClass().addAll("turn-row", "chat-speaker");
        var kind = new StackPane(Icons.icon(Icons.of(run.type()), "run-kind", Icons.kindClass(run.type())));
        kind.getStyleClass().add("answer-avatar");
        var head = new SpeakerHead(run.name(), Messages.text("agents.for", member.leader()), jump);
        head.at(run.startNanos());
        if (run.model() != null) {
            head.model(run.model());
        }
        var said = new VBox(head);
        said.getStyleClass().add("said");
        said.setMinWidth(0);
        HBox.setHgrow(said, Priority.ALWAYS);
        if (member.asked() != null) {
            said.getChildren().add(new TaskFold(run.name(), member.asked(), jump));
        }
        if (member.answered() != null) {
            said.getChildren().add(Words.answered(member.answered()));
        } else if (run.status() == RunStatus.ERROR && run.error() != null) {
            var error = new WrappedLabel(Fold.oneLine(run.error()));
            error.getStyleClass().add("turn-error");
            error.setMinHeight(USE_PREF_SIZE);
            said.getChildren().add(error);
        }
        getChildren().addAll(kind, said);
    }
}
