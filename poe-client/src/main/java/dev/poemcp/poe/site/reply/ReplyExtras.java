package dev.poemcp.poe.site.reply;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reply has besides its text, mostly after its end. Guarded by its owner. */
final class ReplyExtras {
    private @Nullable List<String> suggestions;
    private @Nullable Long points;
    private @Nullable String title;

    /** Suggested replies arrived. Null or empty means nothing, because the list is filled after the reply's end. */
    boolean updateSuggestions(@Nullable List<String> texts) {
        if (texts == null || texts.isEmpty() || texts.equals(suggestions)) {
            return false;
        }
        suggestions = texts;
        return true;
    }

    /** @param total in points; null if not known */
    boolean updatePoints(@Nullable Long total) {
        points = total == null ? points : total;
        return total != null;
    }

    boolean updateTitle(String newTitle) {
        boolean changed = !newTitle.equals(title);
        title = newTitle;
        return changed;
    }

    /** Null until some arrive. */
    @Nullable
    List<String> suggestions() {
        return suggestions;
    }

    @Nullable
    Long points() {
        return points;
    }

    @Nullable
    String title() {
        return title;
    }
}
