package dev.runtree.ui.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.testing.FxExtension;
import dev.runtree.ui.Theme;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("fx")
@ExtendWith(FxExtension.class)
class PromptTest {

    @Test
    void says_as_much_as_can_be_read_whole() {
        var field = new TextField();
        var prompt = new Prompt(field);
        var scene = new Scene(new HBox(field), 900, 60);
        Theme.install(scene);
        scene.snapshot(null);
        var said = 0;
        for (var more : new boolean[] {false, true}) {
            prompt.show(more);
            for (var width = 700; width > 10; width -= 7) {
                field.setMinWidth(width);
                field.setMaxWidth(width);
                scene.snapshot(null);
                var text = new Text(field.getPromptText());
                text.setFont(field.getFont());
                var insets = field.getInsets();
                assertThat(text.getLayoutBounds().getWidth())
                        .isLessThanOrEqualTo(Math.max(0, width - insets.getLeft() - insets.getRight()));
                said += field.getPromptText().isEmpty() ? 0 : 1;
            }
        }
        assertThat(said).isGreaterThan(100);
    }

    @Test
    void the_field_is_seen_whole_where_there_is_little_room() {
        var field = new TextField();
        var editing = new StackPane(field);
        editing.setMinWidth(120);
        HBox.setHgrow(editing, Priority.ALWAYS);
        var line = new HBox(editing);
        var place = new Overflow(line);
        new ChipLine(place, line, editing, field, new Ignored()).show(FilterText.NONE, 0);
        var scene = new Scene(new HBox(place), 104, 60);
        HBox.setHgrow(place, Priority.ALWAYS);
        for (var i = 0; i < 3; i++) {
            scene.snapshot(null);
        }
        assertThat(field.localToScene(field.getLayoutBounds()).getMinX()).isZero();
        assertThat(field.localToScene(field.getLayoutBounds()).getMaxX()).isLessThanOrEqualTo(104);
    }

    private static final class Ignored implements ChipLine.Listener {
        @Override
        public void edit(int index) {}

        @Override
        public void remove(int index, boolean next) {}

        @Override
        public void editor() {}
    }
}
