// Reads messages of FIX, one a line, and has QuickFIX validate each with a dictionary:
// what it is, or why it is refused.
//
// Usage: fix-check DICTIONARY FILE

#include <fstream>
#include <iostream>

#include "DataDictionary.h"
#include "Message.h"

int main(int count, char **arguments) {
  if (count != 3) return 64;
  const FIX::DataDictionary dictionary(arguments[1]);
  std::ifstream file(arguments[2]);
  std::string line;
  while (std::getline(file, line)) {
    try {
      const FIX::Message message(line, dictionary, true);
      dictionary.validate(message);
      FIX::MsgType type;
      message.getHeader().getField(type);
      std::cout << type.getValue() << "\n";
    } catch (const std::exception &error) {
      std::cout << "refused: " << error.what() << "\n";
    }
  }
}
