package dev.poemcp.poe.site.reply;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes beside an answer's text, mostly after its end. Guarded by its owner. */
final class ReplyExtras {
    private @Nullable List<String> suggestions;
    private @Nullable Long points;
    private @Nullable String title;

    /** Suggested replies came; null or none says nothing, for the list fills in after the answer's end. */
    boolean updateSuggestions(@Nullable List<String> texts) {
        if (texts == null || texts.isEmpty() || texts.equals(suggestions)) {
            return false;
        }
        suggestions = texts;
        return true;
    }

    /** @param total in points; null where it is not known */
    boolean updatePoints(@Nullable Long total) {
        points = total == null ? points : total;
        return total != null;
    }

    boolean updateTitle(String newTitle) {
        boolean changed = !newTitle.equals(title);
        title = newTitle;
        return changed;
    }

    /** Null while none have come. */
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
