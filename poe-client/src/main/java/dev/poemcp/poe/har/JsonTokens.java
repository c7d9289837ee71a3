package dev.poemcp.poe.har;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Walks JSON of any shape token by token. Values of an unexpected type are skipped. */
final class JsonTokens {
    private JsonTokens() {}

    /** Is called with the parser at the value's first token; may leave it there or at the value's last. */
    interface Visitor {
        void visit(String name) throws IOException;
    }

    interface ItemVisitor {
        void visit() throws IOException;
    }

    /** Visits each field of the object that the parser is at; leaves it at the object's end. */
    static void each(JsonParser json, Visitor visitor) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            visitor.visit(name);
            // Nothing for a simple value, and for one that has been read to its end.
            json.skipChildren();
        }
    }

    /** Likewise for the items of an array. */
    static void items(JsonParser json, ItemVisitor visitor) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            visitor.visit();
            json.skipChildren();
        }
    }
}
