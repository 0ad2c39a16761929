package dev.runtree.ui;

/**
 * Something the window can be told to do, as menus, palette and key sheet show it.
 *
 * @param group the menu that it stands in
 * @param label what it does, in a few words
 * @param keys the keys for it as the reader's keyboard has them; empty when it has none
 * @param work does it; on the JavaFX thread
 */
public record Command(Group group, String label, String keys, Runnable work) {

    /** The menus, in their order. */
    public enum Group {
        FILE("menu.file"),
        VIEW("menu.view"),
        GO("menu.go"),
        RUN("menu.run"),
        STEP("menu.step"),
        HELP("menu.help");

        private final String key;

        Group(String key) {
            this.key = key;
        }

        public String title() {
            return Messages.text(key);
        }
    }

    /** A command that has a key of the window as a whole. */
    public static Command of(Shortcut shortcut, Runnable work) {
        return new Command(shortcut.group(), shortcut.label(), shortcut.keys(), work);
    }

    public void run() {
        work.run();
    }
}
