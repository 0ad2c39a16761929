package dev.runtree.ui.detail;

import dev.runtree.ui.provenance.ArgumentsView;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import javafx.scene.Node;

/** The arguments of a tool call, a row each: wherever a call is shown, its arguments are made here. */
final class Arguments {
    private Arguments() {}

    static Node of(List<JsonText.Member> arguments) {
        return new ArgumentsView(arguments, member -> new LongText(member.value(), Facts.style(member.kind())));
    }
}
