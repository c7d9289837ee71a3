package dev.poemcp.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Prints results with the names that the tools use. */
final class JsonOutput {
    private static final ObjectWriter LINE = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build()
            .writer();
    private static final ObjectWriter INDENTED = LINE.with(SerializationFeature.INDENT_OUTPUT);

    private JsonOutput() {}

    /** Without line breaks, for a list that grows. */
    static String line(Record result) throws JsonProcessingException {
        return LINE.writeValueAsString(result);
    }

    static String of(Record result) throws JsonProcessingException {
        return INDENTED.writeValueAsString(result);
    }
}
