#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "api/ops/ops_endpoints.h"

namespace chepiao::api::ops {
namespace {

namespace json = boost::json;

constexpr auto kStyle = std::string_view{
    R"(:root { color-scheme: light dark; --line: #8884; --soft: #8882; --brand: #b3261e; }
body { font: 16px/1.55 system-ui, "Noto Sans CJK SC", sans-serif; margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 6rem; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 3rem; border-bottom: 2px solid var(--brand); padding-bottom: .3rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
article { border: 1px solid var(--line); border-radius: .6rem; margin: 1rem 0; padding: .4rem 1.1rem 1rem; }
article h3 { font-size: 1rem; }
.method { background: var(--brand); border-radius: .3rem; color: #fff; margin-right: .5rem; padding: .1rem .5rem; }
.lock { background: var(--soft); border-radius: .3rem; font-size: .8rem; padding: .1rem .4rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; width: 100%; }
td, th { border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
)"};

std::string escaped(std::string_view text) {
  auto out = std::string{};
  for (auto const c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// The text of a member, or nothing.
std::string_view text_at(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  auto const* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view{} : std::string_view{*text};
}

std::string upper(std::string_view text) {
  auto out = std::string{text};
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return out;
}

std::string_view last_of(std::string_view reference) {
  return reference.substr(reference.rfind('/') + 1);
}

// What "#/components/parameters/X" points to; the object itself when it is no reference.
json::object const& resolved(json::object const& document, json::object const& object) {
  auto const reference = text_at(object, "$ref");
  if (reference.empty()) {
    return object;
  }
  auto failed = json::error_code{};
  return document.at("components")
      .find_pointer(reference.substr(sizeof("#/components") - 1), failed)
      ->as_object();
}

// A schema in a few words: a link, "integer", "list of X", "a | b".
std::string words_of(json::object const& schema) {
  if (auto const reference = text_at(schema, "$ref"); !reference.empty()) {
    auto const name = escaped(last_of(reference));
    return fmt::format("<a href=\"#{}\">{}</a>", name, name);
  }
  for (auto const* choice : {"oneOf", "allOf"}) {
    if (auto const* parts = schema.if_contains(choice)) {
      auto out = std::string{};
      for (auto const& part : parts->as_array()) {
        out += (out.empty() ? "" : " | ") + words_of(part.as_object());
      }
      return out;
    }
  }
  if (auto const* items = schema.if_contains("items")) {
    return "list of " + words_of(items->as_object());
  }
  if (auto const* values = schema.if_contains("enum")) {
    auto out = std::string{};
    for (auto const& value : values->as_array()) {
      out += (out.empty() ? "<code>" : " | <code>") + escaped(value.as_string()) + "</code>";
    }
    return out;
  }
  auto const* type = schema.if_contains("type");
  if (type != nullptr && type->is_array()) {
    auto out = std::string{};
    for (auto const& each : type->as_array()) {
      out += (out.empty() ? "" : " | ") + escaped(each.as_string());
    }
    return out;
  }
  auto const format = text_at(schema, "format");
  return escaped(format.empty() ? text_at(schema, "type") : format);
}

void append_row(std::string& out,
                std::string_view name,
                std::string_view kind,
                json::object const& schema,
                std::string_view description) {
  out += fmt::format("<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                     escaped(name), escaped(kind), words_of(schema), escaped(description));
}

std::string body_words(json::object const& holder) {
  auto const* content = holder.if_contains("content");
  if (content == nullptr) {
    return {};
  }
  auto const& [type, media] = *content->as_object().begin();
  return words_of(media.at("schema").as_object()) + " <code>" + escaped(type) + "</code>";
}

void append_parameters(std::string& out,
                       json::object const& document,
                       json::object const& operation) {
  auto const* parameters = operation.if_contains("parameters");
  auto const* body = operation.if_contains("requestBody");
  if (parameters == nullptr && body == nullptr) {
    return;
  }
  out += "<table><tr><th>Input</th><th>in</th><th>type</th><th></th></tr>\n";
  if (parameters != nullptr) {
    for (auto const& each : parameters->as_array()) {
      auto const& p = resolved(document, each.as_object());
      auto const needed = p.contains("required") && p.at("required").as_bool();
      append_row(out, text_at(p, "name"),
                 fmt::format("{}{}", text_at(p, "in"), needed ? "" : ", optional"),
                 p.at("schema").as_object(), text_at(p, "description"));
    }
  }
  if (body != nullptr) {
    out += fmt::format("<tr><td>body</td><td></td><td>{}</td><td></td></tr>\n",
                       body_words(body->as_object()));
  }
  out += "</table>\n";
}

void append_responses(std::string& out,
                      json::object const& document,
                      json::object const& operation) {
  out += "<table><tr><th>Answer</th><th></th><th></th></tr>\n";
  for (auto const& [status, value] : operation.at("responses").as_object()) {
    auto const& told = resolved(document, value.as_object());
    out += fmt::format("<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>\n", escaped(status),
                       body_words(told), escaped(text_at(told, "description")));
  }
  out += "</table>\n";
}

void append_operation(std::string& out,
                      json::object const& document,
                      std::string_view path,
                      std::string_view method,
                      json::object const& operation) {
  auto const* security = operation.if_contains("security");
  auto const locked = security != nullptr && !security->as_array().empty();
  out += fmt::format(
      "<article id=\"{}\"><h3><code class=\"method\">{}</code><code>{}</code> {}</h3>\n",
      escaped(text_at(operation, "operationId")), upper(method), escaped(path),
      locked ? "<span class=\"lock\">bearer token</span>" : "");
  out += fmt::format("<p>{}. {}</p>\n", escaped(text_at(operation, "summary")),
                     escaped(text_at(operation, "description")));
  append_parameters(out, document, operation);
  append_responses(out, document, operation);
  out += "</article>\n";
}

void append_operations(std::string& out, json::object const& document, std::string_view tag) {
  for (auto const& [path, methods] : document.at("paths").as_object()) {
    for (auto const& [method, value] : methods.as_object()) {
      auto const& operation = value.as_object();
      if (operation.at("tags").as_array().at(0).as_string() == tag) {
        append_operation(out, document, path, method, operation);
      }
    }
  }
}

void append_schema(std::string& out, std::string_view name, json::object const& schema) {
  out += fmt::format("<article id=\"{0}\"><h3><code>{0}</code></h3>\n<p>{1}</p>\n", escaped(name),
                     escaped(text_at(schema, "description")));
  auto const* properties = schema.if_contains("properties");
  if (properties == nullptr) {
    out += "<p>" + words_of(schema) + "</p>";
  } else {
    out += "<table>\n";
    auto const* required = schema.if_contains("required");
    for (auto const& [key, value] : properties->as_object()) {
      auto const needed =
          required != nullptr &&
          std::ranges::find(required->as_array(), json::value{key}) != required->as_array().end();
      append_row(out, key, needed ? "" : "optional", value.as_object(),
                 text_at(value.as_object(), "description"));
    }
    out += "</table>\n";
  }
  out += "</article>\n";
}

}  // namespace

std::string_view openapi_style() {
  return kStyle;
}

std::string openapi_page(std::string_view openapi) {
  auto const parsed = json::parse(openapi);
  auto const& document = parsed.as_object();
  auto const& info = document.at("info").as_object();
  auto out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0} API</title>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<link rel=\"stylesheet\" href=\"/api/style.css\"></head>\n<body><h1>{0} API "
      "{1}</h1>\n<p>{2}</p>\n"
      "<p>For programs: <a href=\"/openapi.json\">openapi.json</a> (OpenAPI {3}).</p>\n",
      escaped(text_at(info, "title")), escaped(text_at(info, "version")),
      escaped(text_at(info, "description")), escaped(text_at(document, "openapi")));
  for (auto const& tag : document.at("tags").as_array()) {
    auto const name = text_at(tag.as_object(), "name");
    out += fmt::format("<h2>{}</h2>\n", escaped(text_at(tag.as_object(), "description")));
    append_operations(out, document, name);
  }
  out += "<h2>Shapes</h2>\n";
  for (auto const& [name, schema] : document.at("components").at("schemas").as_object()) {
    append_schema(out, name, schema.as_object());
  }
  out += "</body></html>\n";
  return out;
}

}  // namespace chepiao::api::ops
