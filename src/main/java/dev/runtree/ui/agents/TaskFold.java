package dev.runtree.ui.agents;

import dev.runtree.ui.Messages;
import dev.runtree.ui.detail.LongText;

/** A task that was handed to somebody in a turn of before. */
final class TaskFold extends Fold {

    /** @param jump shows what came of it in the tree */
    TaskFold(String member, String task, Runnable jump) {
        super(Messages.text("agents.delegated", member), jump);
        about(task);
        content(() -> new LongText(task));
    }
}
