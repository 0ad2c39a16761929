package dev.runtree.ui;

import java.util.Objects;
import javafx.scene.text.Font;
import org.kordamp.ikonli.bootstrapicons.BootstrapIconsIkonHandler;

/** The fonts that come with the program: Inter for words, JetBrains Mono for figures and code, and the icons. */
public final class Fonts {
    private static final String FOLDER = "/com/formdev/flatlaf/fonts/";

    static {
        load(FOLDER + "inter/Inter-Regular.otf");
        load(FOLDER + "inter/Inter-SemiBold.otf");
        load(FOLDER + "inter/Inter-Bold.otf");
        load(FOLDER + "jetbrains_mono/JetBrainsMono-Regular.ttf");
        load(FOLDER + "jetbrains_mono/JetBrainsMono-Bold.ttf");
        Font.loadFont(new BootstrapIconsIkonHandler().getFontResourceAsStream(), 13);
    }

    private Fonts() {}

    /** Makes them known to style sheets; once is enough. */
    public static void load() {}

    /** Makes slanted words known as well, which only texts of strangers have. */
    public static void loadItalics() {
        Italics.LOADED.run();
    }

    private static final class Italics {
        static final Runnable LOADED = () -> {};

        static {
            Fonts.load(FOLDER + "inter/Inter-Italic.otf");
            Fonts.load(FOLDER + "inter/Inter-SemiBoldItalic.otf");
        }
    }

    private static void load(String path) {
        Font.loadFont(Objects.requireNonNull(Fonts.class.getResourceAsStream(path), path), 13);
    }

    public static Font words(double size) {
        return new Font("Inter Regular", size);
    }

    public static Font strongWords(double size) {
        return new Font("Inter SemiBold", size);
    }

    public static Font mono(double size) {
        return new Font("JetBrains Mono Regular", size);
    }

    public static Font strongMono(double size) {
        return new Font("JetBrains Mono Bold", size);
    }

    public static Font icons(double size) {
        return new Font("bootstrap-icons", size);
    }
}
