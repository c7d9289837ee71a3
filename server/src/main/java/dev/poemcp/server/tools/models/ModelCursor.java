package dev.poemcp.server.tools.models;

import dev.poemcp.poe.Model;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the next page of models begins: after the last model of the page before or, if a refresh of the catalogue has
 * removed it, where it was.
 *
 * @param position number of models on the pages before
 * @param lastId id of the last of them
 */
record ModelCursor(int position, String lastId) {
    private static final Pattern TEXT = Pattern.compile("models (\\d{1,6}) (\\S.*)", Pattern.DOTALL);

    String encode() {
        byte[] text = ("models " + position + " " + lastId).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** @throws ToolException {@link ErrorCode#INVALID_ARGUMENT} for a cursor that this list did not return */
    static ModelCursor decode(String cursor) {
        try {
            var text = TEXT.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            if (text.matches()) {
                return new ModelCursor(Integer.parseInt(text.group(1)), text.group(2));
            }
        } catch (IllegalArgumentException notBase64) {
            // Rejected below, like the cursor of another list.
        }
        throw new ToolException(
                ErrorCode.INVALID_ARGUMENT,
                "The argument cursor must be the next_cursor of list_models.",
                "Start again without a cursor.");
    }

    int start(List<Model> models) {
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i).id().equals(lastId)) {
                return i + 1;
            }
        }
        return Math.min(position, models.size());
    }
}
