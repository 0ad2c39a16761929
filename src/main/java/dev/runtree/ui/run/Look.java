package dev.runtree.ui.run;

import dev.runtree.model.SpanKind;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/**
 * How a kind of step looks: one colour, one icon and one shape each, so that colour is never alone.
 *
 * @param height of the bar, in pixels
 */
public record Look(Token color, BootstrapIcons icon, Shape shape, double height) {

    /** Structure, work, control and delegation can be told apart without colour. */
    public enum Shape {
        BRACKET,
        DOUBLE_BRACKET,
        SOLID,
        HOLLOW,
        ARROW
    }

    public static final BootstrapIcons FAILED = BootstrapIcons.X_OCTAGON_FILL;

    public static Look of(SpanKind kind) {
        var color = Token.of(kind);
        return switch (kind) {
            case AGENT -> new Look(color, BootstrapIcons.CPU_FILL, Shape.BRACKET, 10);
            case TEAM -> new Look(color, BootstrapIcons.PEOPLE_FILL, Shape.DOUBLE_BRACKET, 12);
            case WORKFLOW -> new Look(color, BootstrapIcons.DIAGRAM_3_FILL, Shape.BRACKET, 12);
            case STEP -> new Look(color, BootstrapIcons.DASH_SQUARE, Shape.BRACKET, 10);
            case LLM -> new Look(color, BootstrapIcons.STARS, Shape.SOLID, 12);
            case TOOL -> new Look(color, BootstrapIcons.WRENCH, Shape.SOLID, 12);
            case HOOK -> new Look(color, BootstrapIcons.LINK_45DEG, Shape.HOLLOW, 8.5);
            case GUARDRAIL -> new Look(color, BootstrapIcons.SHIELD_FILL_CHECK, Shape.HOLLOW, 8.5);
            case RETRIEVAL -> new Look(color, BootstrapIcons.JOURNAL_TEXT, Shape.SOLID, 12);
            case RERANK -> new Look(color, BootstrapIcons.SORT_DOWN, Shape.SOLID, 12);
            case EMBEDDING -> new Look(color, BootstrapIcons.GRID_3X3_GAP_FILL, Shape.SOLID, 12);
            case DELEGATION -> new Look(color, BootstrapIcons.BOX_ARROW_IN_RIGHT, Shape.ARROW, 8);
            case APPROVAL -> new Look(color, BootstrapIcons.PERSON_CHECK_FILL, Shape.HOLLOW, 8.5);
            case OTHER -> new Look(color, BootstrapIcons.CIRCLE, Shape.SOLID, 12);
        };
    }
}
