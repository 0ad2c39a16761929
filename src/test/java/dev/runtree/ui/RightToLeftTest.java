package dev.runtree.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.testing.FxExtension;
import dev.runtree.ui.prose.Prose;
import java.text.Bidi;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.NodeOrientation;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Texts in Arabic and Hebrew, which wrap as others do. */
@Tag("fx")
@ExtendWith(FxExtension.class)
class RightToLeftTest {
    private static final String ARABIC = "أريد رحلة من لشبونة إلى برلين يوم 4/12 والعودة 6/12 بأقل من 250 يورو.";
    private static final String HEBREW = "אני רוצה סוף שבוע ברומא, עד 300 אירו. מה יש?";

    @Test
    void labels_wrap_at_any_width() {
        for (var text :
                new String[] {ARABIC, HEBREW, "DATE_IN_PAST: " + ARABIC, "No word of them, " + "again ".repeat(20)}) {
            var label = new WrappedLabel(text);
            assertThat(height(label, 90)).isGreaterThan(2 * height(label, 2_000));
            for (var width = 0; width < 60; width += 5) {
                height(label, width);
            }
            for (var width = 60; width < 500; width += 7) {
                height(label, width);
            }
        }
    }

    @Test
    void fields_take_them_at_any_width_and_wrap_all_others() {
        var area = new WrappedArea("No word of them, " + "again ".repeat(20));
        assertThat(area.isWrapText()).isTrue();
        area.setText(ARABIC + " " + HEBREW + " " + ARABIC);
        for (var width = 60; width < 500; width += 7) {
            height(area, width);
        }
        assertThat(area.lookup(".scroll-bar:horizontal").isVisible()).isTrue();
    }

    @Test
    void a_label_says_what_it_is_told_last() {
        var label = new WrappedLabel(ARABIC);
        var high = height(label, 90);
        label.setText("ok");
        assertThat(height(label, 90)).isLessThan(high / 2);
    }

    @Test
    void messages_stand_at_the_side_where_they_are_begun() {
        var prose = Prose.plain(ARABIC);
        for (var width = 60; width < 500; width += 7) {
            height(prose, width);
        }
        assertThat(prose.getChildren().getFirst().getNodeOrientation()).isEqualTo(NodeOrientation.RIGHT_TO_LEFT);
        assertThat(Prose.plain("Berlin: " + ARABIC).getChildren().getFirst().getNodeOrientation())
                .isEqualTo(NodeOrientation.INHERIT);
    }

    @Test
    void tooltips_are_folded_between_words() {
        assertThat(RightToLeft.folded(ARABIC, 30).lines()).allMatch(line -> line.length() <= 31);
        assertThat(RightToLeft.folded(ARABIC, 30).replace("\n", "")).isEqualTo(ARABIC);
        assertThat(RightToLeft.folded("so it is said", 4)).isEqualTo("so it is said");
    }

    @Test
    void values_and_quoted_values_keep_their_places_in_a_line() {
        assertThat(RightToLeft.isolated("Lisbon")).isEqualTo("Lisbon");
        assertThat(shown("to " + RightToLeft.isolated("לשבונה") + ", from " + RightToLeft.isolated("תל אביב")))
                .isEqualTo("to הנובשל, from ביבא לת");
        var json = "{\"city\": \"תל אביב\", \"יום\": 4, \"said \\\" \": \"חיפה";
        assertThat(shown(RightToLeft.quotesIsolated(json)))
                .isEqualTo("{\"city\": \"ביבא לת\", \"םוי\": 4, \"said \\\" \": הפיח\"");
        assertThat(RightToLeft.quotesIsolated("{\"city\": \"Rome\"}")).isEqualTo("{\"city\": \"Rome\"}");
    }

    /** The characters in the order in which the eye meets them from left to right. */
    private static String shown(String line) {
        var bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        var levels = new byte[line.length()];
        var characters = new Character[line.length()];
        for (var i = 0; i < levels.length; i++) {
            levels[i] = (byte) bidi.getLevelAt(i);
            characters[i] = line.charAt(i);
        }
        Bidi.reorderVisually(levels, 0, characters, 0, characters.length);
        return Stream.of(characters)
                .map(String::valueOf)
                .filter(one -> !one.equals(RightToLeft.ISOLATE) && !one.equals(RightToLeft.ISOLATED))
                .collect(Collectors.joining());
    }

    private static double height(Region region, double width) {
        var root = new VBox(region);
        var scene = new Scene(root, width, 600);
        root.applyCss();
        root.layout();
        root.getChildren().clear();
        return scene.getWidth() > 0 ? region.prefHeight(width) : 0;
    }
}
