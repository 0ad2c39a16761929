/** What every view of the window shares: FXML documents, texts, themes, icons. Knows no view. */
@NullMarked
package dev.runtree.ui;

import org.jspecify.annotations.NullMarked;
