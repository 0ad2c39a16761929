package dev.runtree.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.demo.Demo;
import dev.runtree.store.Databases;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reader who hears the window instead of seeing it is told. */
@Tag("fx")
class AccessibleNamesTest {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @BeforeAll
    static void makeRuns() {
        Demo.run(Databases.of(db.database()), line -> {});
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void every_control_has_a_name_and_a_role(View view) {
        try (var window = new FxWindow(db.home(), Inlets.NONE, 1440, 900)) {
            window.open(db.target());
            window.run(() -> window.main().show(view));
            var nameless = new ArrayList<String>();
            window.ask(() -> {
                collect(window.scene().getRoot(), nameless);
                return true;
            });
            assertThat(nameless).as("controls without a name in " + view.word()).isEmpty();
        }
    }

    private static void collect(Node node, List<String> nameless) {
        if (!node.isVisible()) {
            return;
        }
        if (isControl(node) && (name(node).isBlank() || node.getAccessibleRole() == AccessibleRole.NODE)) {
            nameless.add(node.getClass().getSimpleName() + " " + node.getId() + " " + node.getStyleClass() + " in "
                    + node.getParent().getStyleClass());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, nameless));
        }
    }

    /** What the keyboard reaches, and every button. */
    private static boolean isControl(Node node) {
        return node.isFocusTraversable()
                && !node.isDisabled()
                && (node instanceof ButtonBase
                        || node instanceof TextInputControl
                        || node instanceof ListView<?>
                        || node instanceof TableView<?>
                        || node.getStyleClass().contains("run-tree"));
    }

    private static String name(Node node) {
        var said = node.getAccessibleText();
        if (said != null && !said.isBlank()) {
            return said;
        }
        if (node instanceof TextInputControl) {
            return "";
        }
        if (node.queryAccessibleAttribute(AccessibleAttribute.TEXT) instanceof String text && !text.isBlank()) {
            return text;
        }
        return node instanceof Labeled labeled ? labeled.getText() : "";
    }
}
