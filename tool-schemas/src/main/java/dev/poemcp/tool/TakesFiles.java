package dev.poemcp.tool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments of a tool that attaches files to a message. */
public interface TakesFiles {
    String FILES = "Attachments: local paths or public http(s) URLs.";

    /** {@link #FILES} where no folder is allowed. */
    String URLS_ONLY = "Attachments: public http(s) URLs.";

    @Nullable
    List<String> files();
}
