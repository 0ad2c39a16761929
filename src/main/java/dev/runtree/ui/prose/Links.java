package dev.runtree.ui.prose;

import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in what strangers wrote. A click shows the whole address first; only then, and only for http and https, it
 * may be opened in the browser. Any can be copied.
 */
public final class Links {
    private static final int SHOWN = 400;

    private final @Nullable Consumer<URI> browser;

    private Links(@Nullable Consumer<URI> browser) {
        this.browser = browser;
    }

    /** Addresses can be copied, not opened. */
    public static Links copied() {
        return new Links(null);
    }

    /** @param browser opens an http or https address */
    public static Links opened(Consumer<URI> browser) {
        return new Links(browser);
    }

    /** The address if a browser may be given it; empty for {@code javascript:}, {@code file:} and whatever is no address. */
    static Optional<URI> web(String address) {
        try {
            var uri = new URI(address.strip());
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            var fit = (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
            return fit ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    /** Asks what to do with an address, at a place of the screen. */
    void ask(Node over, String address, double screenX, double screenY) {
        menu(address).show(over, screenX, screenY);
    }

    ContextMenu menu(String address) {
        var whole = new WrappedLabel(address.length() <= SHOWN ? address : address.substring(0, SHOWN) + "…");
        whole.getStyleClass().add("address");
        whole.setMaxWidth(420);
        var shown = new CustomMenuItem(whole, false);
        shown.setDisable(true);
        var menu = new ContextMenu(shown, new SeparatorMenuItem());
        var open = browser;
        var web = web(address);
        if (open != null && web.isPresent()) {
            var item = new MenuItem(Messages.text("prose.link.open"));
            item.setOnAction(event -> open.accept(web.get()));
            menu.getItems().add(item);
        }
        var copy = new MenuItem(Messages.text("prose.link.copy"));
        copy.setOnAction(event -> Clip.putExact(address));
        menu.getItems().add(copy);
        return menu;
    }
}
