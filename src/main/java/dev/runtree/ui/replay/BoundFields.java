package dev.runtree.ui.replay;

import dev.runtree.ui.Messages;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** How often something is done, and how much it may cost and take: three fields beside each other. */
public final class BoundFields extends GridPane {
    /** The largest number that is taken. */
    public static final int MOST = 999_999;

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(s|m|h)");
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");
    private static final Pattern DOLLARS = Pattern.compile("\\d{1,6}(?:\\.\\d{1,6})?");

    private final TextField count = new TextField();
    private final TextField cost = new TextField();
    private final TextField time = new TextField();

    /** @param counted the text that says what is counted */
    public BoundFields(String counted) {
        getStyleClass().add("fork-bounds");
        field(0, counted, count);
        field(1, "fork.bound.cost", cost);
        field(2, "fork.bound.time", time);
        cost.setPromptText(Messages.text("fork.bound.none"));
        time.setPromptText(Messages.text("fork.bound.none"));
    }

    private void field(int column, String key, TextField field) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("hint");
        label.setLabelFor(field);
        field.setAccessibleText(Messages.text(key));
        field.setPrefColumnCount(8);
        field.setMinWidth(60);
        setHgrow(field, Priority.ALWAYS);
        add(label, column, 0);
        add(field, column, 1);
    }

    /** @param changed called after each change */
    public void onChanged(Runnable changed) {
        for (var field : new TextField[] {count, cost, time}) {
            field.textProperty().subscribe((before, now) -> changed.run());
        }
    }

    /** Writes what was said before; {@code null} for nothing. */
    public void fill(@Nullable Integer number, @Nullable BigDecimal dollars, @Nullable Duration most) {
        count.setText(number == null ? "" : String.valueOf(number));
        cost.setText(dollars == null ? "" : dollars.toPlainString());
        time.setText(most == null ? "" : most.toSeconds() + "s");
    }

    /** What is counted where nothing is written. */
    void usually(int number) {
        usually(String.valueOf(number));
    }

    /** What is counted where nothing is written, in words. */
    public void usually(String words) {
        count.setPromptText(words);
    }

    /**
     * @param wrong the text that says what was expected instead
     * @throws Refused when it is no number from 1 to {@code most}
     */
    public @Nullable Integer count(String wrong, int most) {
        var text = read(count, NUMBER, wrong);
        if (text == null) {
            return null;
        }
        var number = Integer.parseInt(text);
        if (number > most) {
            throw new Refused(Messages.text(wrong, count.getText()));
        }
        return number;
    }

    /** @throws Refused when it is no amount of more than 0 */
    public @Nullable BigDecimal dollars() {
        var text = read(cost, DOLLARS, "fork.bound.cost.wrong");
        var amount = text == null ? null : new BigDecimal(text);
        if (amount != null && amount.signum() == 0) {
            throw new Refused(Messages.text("fork.bound.cost.wrong", cost.getText()));
        }
        return amount;
    }

    /** @throws Refused when it is no time of more than 0 */
    public @Nullable Duration time() {
        var text = read(time, TIME, "fork.bound.time.wrong");
        if (text == null) {
            return null;
        }
        var match = TIME.matcher(text);
        if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
            throw new Refused(Messages.text("fork.bound.time.wrong", text));
        }
        var number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** What stands in a field; {@code null} where nothing does. */
    private static @Nullable String read(TextField field, Pattern form, String wrong) {
        var text = field.getText().strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return null;
        }
        if (!form.matcher(text).matches()) {
            throw new Refused(Messages.text(wrong, field.getText()));
        }
        return text;
    }
}
